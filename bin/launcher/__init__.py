"""What bin/serve, bin/manage and bin/test do; standard library only, it runs before anything is
installed."""
