// Lets the form for logging a lesson open without a network: the page and what it is made of, as last seen. In the
// place of any other page it then says so and leads to that form.
// Everything comes from the network as long as there is one. static/drafts.js empties the store at log-out.
const STORE = "offline-form", FORM = "{% url 'observations:observation_log' %}", PATIENCE = 6000;
const STRANDED = `{% include "observations/stranded.html" %}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fresh = async (request, isForm) => {
  const answer = await fetch(request);
  if (isForm && answer.ok && !answer.redirected) await (await caches.open(STORE)).put(FORM, answer.clone());
  return answer;
};
const kept = async (request, isForm) => {
  const found = await (await caches.open(STORE)).match(isForm ? FORM : request);
  if (found) return found;
  throw new Error("not kept");
};
const tooLong = () => new Promise((done, fail) => { setTimeout(() => fail(new Error("too long")), PATIENCE); });

const stranded = async (url) => {
  if (!await (await caches.open(STORE)).match(FORM)) return Response.error();
  const page = STRANDED.replace("ADDRESS", () => url.pathname + url.search);
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
};

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const isPage = request.mode === "navigate", isForm = isPage && url.pathname === FORM;
  const isPart = ["script", "style"].includes(request.destination);
  if (isPage && !isForm) { event.respondWith(fetch(request).catch(() => stranded(url))); return; }
  if (!isForm && !isPart) return;
  const answer = fresh(request, isForm);
  event.respondWith(Promise.race([answer, tooLong()]).catch(() => kept(request, isForm).catch(() => answer)));
});
