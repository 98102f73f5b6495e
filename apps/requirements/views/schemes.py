"""Pages of schemes of requirements, made like those of rule packs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.credits import document_editing as editing
from apps.credits import document_lists as lists
from apps.credits import document_pages as pages
from apps.credits import document_publishing as publishing
from apps.credits import document_rows as presses
from apps.lessonplans.inspections import propose_inspections
from apps.requirements import layouts  # noqa: F401 how the forms of a requirement are laid out
from apps.requirements.models import Scheme, SchemeRequirement
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.schemes import Requirement
from apps.requirements.rules.sentences import sentence
from apps.requirements.rules.texts import read_scheme


def published(scheme: Scheme, *, actor) -> None:
    """What is owed is worked out whenever it is asked for; inspections are read from the reviews once they count."""
    propose_inspections(scheme.school, actor=actor)


def following(scheme: Scheme) -> None:
    """Nothing does."""


def beside(scheme: Scheme):
    """Several schemes may hold on one day: each asks for what is its own."""
    return Scheme.objects.filter(school=scheme.school_id).holding().exclude(pk=scheme.pk)


def without(scheme: Scheme) -> str:
    return _("What is asked then is the credit hours and observations the semester was given.")


SCHEMES = pages.Kind(
    model=Scheme, row_model=SchemeRequirement, app="requirements", stem="scheme", row_stem="requirement",
    area="rules", presets=preset_schemes, preset=preset_scheme, reader=read_scheme, sentence=sentence,
    published=published, following=following, beside=beside, without=without,
    trial="requirements:scheme_dryrun", may_try="requirements.view_dryrun",
    title=gettext_lazy("Schemes of requirements"), new=gettext_lazy("New scheme"),
    add_row=gettext_lazy("New requirement"),
)  # fmt: skip


class OfSchemes:
    kind = SCHEMES


class SchemeTable(lists.DocumentTable):
    class Meta(lists.DocumentTable.Meta):
        model = Scheme


class SchemeList(OfSchemes, lists.DocumentList):
    other = ("credits:rulepack_list", gettext_lazy("Rule packs"))
    table_class = SchemeTable
    empty_text = gettext_lazy(
        "No scheme yet. Until there is one, a semester asks for the credit hours and observations it was given."
    )


class SchemeDetail(OfSchemes, pages.DocumentDetail):
    pass


class SchemeChoose(OfSchemes, pages.PresetList):
    pass


class SchemePreset(OfSchemes, pages.PresetUse):
    pass


class SchemeUpload(OfSchemes, pages.DocumentUpload):
    pass


class SchemeCreate(OfSchemes, editing.DocumentCreate):
    pass


class SchemeEdit(OfSchemes, editing.DocumentEdit):
    pass


class SchemeYaml(OfSchemes, pages.DocumentYaml):
    pass


class SchemePublish(OfSchemes, publishing.DocumentPublish):
    pass


class SchemeEnd(OfSchemes, publishing.DocumentEnd):
    pass


class SchemeDelete(OfSchemes, pages.DocumentDelete):
    pass


class SchemeVersion(OfSchemes, pages.DocumentVersion):
    pass


class OfRequirements(OfSchemes):
    def sheet_class(self):
        return Requirement


class RequirementCreate(OfRequirements, editing.RowCreate):
    pass


class RequirementEdit(OfRequirements, editing.RowEdit):
    pass


class RequirementMove(OfSchemes, presses.RowMove):
    pass


class RequirementCopy(OfSchemes, presses.RowCopy):
    pass


class RequirementDelete(OfSchemes, presses.RowDelete):
    pass


class RequirementRestore(OfSchemes, presses.RowRestore):
    pass


PAGES = {
    "list": SchemeList, "choose": SchemeChoose, "create": SchemeCreate, "upload": SchemeUpload, "preset": SchemePreset,
    "detail": SchemeDetail, "edit": SchemeEdit, "yaml": SchemeYaml, "publish": SchemePublish, "end": SchemeEnd,
    "version": SchemeVersion, "delete": SchemeDelete, "row_create": RequirementCreate, "row_edit": RequirementEdit,
    "row_copy": RequirementCopy, "row_delete": RequirementDelete, "row_move": RequirementMove,
    "row_restore": RequirementRestore,
}  # fmt: skip
