"""What a writer can have done about the findings at a place, as edits that her editor makes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain
from urllib.parse import urljoin

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Command,
    CreateFile,
    CreateFileOptions,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)
from msgspec import Struct

from clarity import parsing
from clarity.checks.repeats import unfold
from clarity.lsp.client import Client
from clarity.lsp.diagnostics import Sheet
from clarity.lsp.project_files import ProjectFile
from clarity.lsp.texts import text_of
from clarity.lsp.words import Words
from clarity.model import Document, Edit, Finding, Report, Span
from clarity.model.edits import apart
from clarity.parsing import silencing
from clarity.project.amending import Amendment, add_term, name_glossary, turn_off
from clarity.reports.printable import shorten

#: The kind of the action that puts in all that is safe.
FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.clarity"
#: The most findings at one place that fixes are offered for.
_MOST_FINDINGS = 5
#: The most code points of a title.
_LONGEST = 120
#: The rule that speaks of words nobody knows: such a word may be a term.
_UNKNOWN_WORD = "spelling"


class Situation(Struct, frozen=True):
    """A text as it was judged, and what is known around it."""

    sheet: Sheet
    report: Report
    project: ProjectFile | None
    glossaries: Sequence[ProjectFile]
    client: Client
    words: Words
    explain: str


def kinds_asked(only: Sequence[str] | None) -> frozenset[str]:
    """Return the kinds of action that an editor asks for, of those that there are.

    Where it leaves that open it has none that change a whole text.
    """
    if not only:
        return frozenset((CodeActionKind.QuickFix.value,))
    kinds = (CodeActionKind.QuickFix.value, FIX_ALL)
    return frozenset(kind for kind in kinds if kind.startswith(tuple(only)))


def actions(
    situation: Situation, place: Span, marked: Sequence[Diagnostic], kinds: Container[str]
) -> Iterator[CodeAction]:
    """Yield what can be done at a place, and in the whole text, of some kinds."""
    if CodeActionKind.QuickFix.value in kinds:
        yield from _fixes(situation, place, marked)
    if FIX_ALL in kinds:
        yield from _fix_all(situation)


def _fixes(situation: Situation, place: Span, marked: Sequence[Diagnostic]) -> Iterator[CodeAction]:
    """Yield what can be done about the findings that touch a place, each finding's in turn.

    ``marked`` are the diagnostics that the editor shows there.
    """
    every = every_place(situation.report.findings)
    touching = [f for f in every if f.span.start <= place.end and place.start <= f.span.end]
    document = parsing.parse(
        situation.report.source, situation.report.path, situation.report.format
    )
    told: set[str] = set()
    for finding in touching[:_MOST_FINDINGS]:
        own = [d for d in marked if d.code == finding.rule]
        yield from _suggested(situation, finding, own)
        if finding.rule not in told:
            told.add(finding.rule)
            yield from _of_rule(situation, document, finding, every, own)


def _fix_all(situation: Situation) -> Iterator[CodeAction]:
    """Yield what puts in all that is safe at once, where there is any of it."""
    report = situation.report
    every = () if report.is_enacted else every_place(report.findings)
    safe = (Edit(one.span, one.suggestions[0]) for one in every if one.mending == "safe")
    if edits := list(apart(safe)):
        title = _title(situation.words.mend_safe, number=str(len(edits)))
        yield CodeAction(title, FIX_ALL, edit=_edit(situation, edits))


def every_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings at every place, those told together both as one and one by one."""
    return tuple(chain.from_iterable((found, *found.parts) for found in unfold(findings)))


def _suggested(
    situation: Situation, finding: Finding, own: list[Diagnostic]
) -> Iterator[CodeAction]:
    words = situation.words
    for text in finding.suggestions:
        wording = words.replace if text else words.delete
        title = _title(wording, text=text or finding.text)
        edit = _edit(situation, [Edit(finding.span, text)])
        is_preferred = len(finding.suggestions) == 1
        yield CodeAction(title, CodeActionKind.QuickFix, own, is_preferred, edit=edit)


def _title(wording: str, **filled: str) -> str:
    """Return the title of an action, on one line and no longer than a menu is wide."""
    return shorten(wording.format(**filled), _LONGEST)


def _of_rule(
    situation: Situation,
    document: Document,
    finding: Finding,
    every: Sequence[Finding],
    own: list[Diagnostic],
) -> Iterator[CodeAction]:
    """Yield what can be done about all that a rule finds: mend it, silence it, explain it."""
    words, rule, name = situation.words, finding.rule, finding.rule.rpartition("/")[2]

    def action(title: str, edit: WorkspaceEdit) -> CodeAction:
        return CodeAction(_title(title, rule=rule), CodeActionKind.QuickFix, own, edit=edit)

    edits = list(
        apart(Edit(f.span, f.suggestions[0]) for f in every if f.rule == rule and f.suggestions)
    )
    if len(edits) > 1:
        title = _title(words.replace_all, number=str(len(edits)), rule=rule)
        yield CodeAction(title, CodeActionKind.QuickFix, own, edit=_edit(situation, edits))
    if made := silencing.here(document, finding.span, name):
        edit = _edit(situation, [Edit(Span(made.offset, made.offset), made.text)])
        yield action(words.ignore_here, edit)
    if made := silencing.throughout(document, finding.span, name):
        edit = _edit(situation, [Edit(Span(made.offset, made.offset), made.text)])
        yield action(words.ignore_in_file, edit)
    project = situation.project
    amendment = turn_off(project.text or "", rule) if project else None
    if project and amendment and (off := _of_files(situation, [(project, amendment)])):
        yield action(words.turn_off, off)
    if name == _UNKNOWN_WORD and (added := _added(situation, finding.text)):
        title = _title(words.add_term, text=finding.text)
        yield CodeAction(title, CodeActionKind.QuickFix, own, edit=added)
    title = _title(words.explain, rule=rule)
    command = Command(title, situation.explain, arguments=[rule])
    yield CodeAction(title, CodeActionKind.QuickFix, own, command=command)


def _edit(situation: Situation, edits: Iterable[Edit]) -> WorkspaceEdit:
    """Return an edit of the text itself."""
    sheet = situation.sheet
    made = [TextEdit(sheet.range(edit.span), edit.text) for edit in edits]
    if not situation.client.versions:
        return WorkspaceEdit(changes={sheet.uri: made})
    named = OptionalVersionedTextDocumentIdentifier(sheet.uri, sheet.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(named, made)])


def _added(situation: Situation, term: str) -> WorkspaceEdit | None:
    """Return an edit that makes a word known, in the project's glossary or in its first one."""
    language = situation.report.language or ""
    for glossary in situation.glossaries:
        if amendment := add_term(glossary.text or "", language, term):
            return _of_files(situation, [(glossary, amendment)])
    project, file = situation.project, situation.words.glossary
    named = name_glossary(project.text or "", file) if project else None
    if project is None or named is None or situation.glossaries:
        return None
    begun = add_term("", language, term)
    made = ProjectFile(urljoin(project.uri, file), None)
    return _of_files(situation, [(project, named), (made, begun)]) if begun else None


def _of_files(
    situation: Situation, amendments: Sequence[tuple[ProjectFile, Amendment]]
) -> WorkspaceEdit | None:
    """Return an edit of project files, where the editor can make it."""
    client = situation.client
    steps: list[CreateFile | TextDocumentEdit] = []
    changes: dict[str, list[TextEdit]] = {}
    for file, amendment in amendments:
        if file.text is None and not (client.creates and client.versions):
            return None
        sheet = Sheet(file.uri, text_of(file.text or "", client.encoding))
        made = TextEdit(sheet.range(amendment.span), amendment.text)
        changes[file.uri] = [made]
        if file.text is None:
            steps.append(CreateFile(file.uri, options=CreateFileOptions(ignore_if_exists=True)))
        named = OptionalVersionedTextDocumentIdentifier(file.uri, None)
        steps.append(TextDocumentEdit(named, [made]))
    return WorkspaceEdit(document_changes=steps) if client.versions else WorkspaceEdit(changes)
