"""Makes of a treebank what texts for citizens are full of, and newspapers are not.

- Instructions: «Kommunen sender brev» becomes «Send brev». The tree stays as it was, without the
  subject, so all else in the sentence is still told right. A network that has met few imperatives
  takes them for nouns and names.
- Headings: «reglene for barnehager», from anywhere in a sentence, becomes «Reglene for barnehager».
  A network that has met imperatives, but few headings, takes the first noun for a verb.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from spacy.tokens import Doc, Token

from clarity import rulebook
from treebank import with_roles

#: Instructions with the same verb and headings with the same noun, at most: else every tenth
#: instruction would begin with «Ha».
_MOST = 5
#: Words of a heading.
_LENGTHS = range(2, 11)
_FEATURES = "Mood=Imp|VerbForm=Fin"
_VOWELS = frozenset("aeiouyæøåäö")

#: Returns the imperative of a verb where it can be told.
_Inflect = Callable[[Token], str | None]


def augment(docs: Sequence[Doc], language: str) -> Iterator[Doc]:
    """Yield instructions made of the statements that can be turned, and as many headings.

    Every other instruction has no full stop, as in lists and on buttons.
    """
    inflect = _INFLECT[language](language)
    instructions = list(_varied(filter(None, (_turned(doc, inflect) for doc in docs))))
    for number, instruction in enumerate(instructions):
        yield _without_stop(instruction) if number % 2 else instruction
    headings = (heading for doc in docs for heading in _headings(doc))
    yield from islice(_varied(headings), len(instructions))


def _varied(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Yield sentences, but no more than `_MOST` with the same head."""
    seen: Counter[str] = Counter()
    for doc in docs:
        head = next(token.lower_ for token in doc if token.head.i == token.i)
        seen[head] += 1
        if seen[head] <= _MOST:
            yield doc


def _headings(doc: Doc) -> Iterator[Doc]:
    """Yield the noun phrases of a sentence that could stand alone, and begin with their noun."""
    for noun in doc:
        if noun.pos_ != "NOUN" or noun.dep_ not in ("nsubj", "obj", "obl"):
            continue
        places = [token.i for token in noun.subtree if token.i >= noun.i]
        is_whole = places == list(range(noun.i, noun.i + len(places)))
        if is_whole and len(places) in _LENGTHS and doc[places[-1]].pos_ != "PUNCT":
            yield _rebuilt(doc, set(range(len(doc))).difference(places), {})


def _turned(doc: Doc, inflect: _Inflect) -> Doc | None:
    """Return a statement as an instruction, ``None`` where it cannot be one."""
    root = next(token for token in doc if token.head.i == token.i)
    dropped = _dropped(root)
    if root.pos_ != "VERB" or dropped is None or "Voice=Pass" in str(root.morph):
        return None
    forms = {verb.i: inflect(verb) for verb in (root, *_joined(root))}
    told = {place: form for place, form in forms.items() if form}
    return _rebuilt(doc, dropped, told) if len(told) == len(forms) else None


def _dropped(root: Token) -> set[int] | None:
    """Return the places of the subject and the helping verb, if nothing else forbids to turn.

    Before the verb stands the subject, alone or with one helping verb, or a clause («Når du
    flytter, sender vi …»), with the subject right after the verb.
    """
    subject = next((child for child in root.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return None
    own = {token.i for token in subject.subtree}
    before = set(range(root.i))
    helping = {child.i for child in root.children if child.dep_ == "aux"}
    if "VerbForm=Inf" in str(root.morph) and len(helping) == 1 and before == own | helping:
        return before
    if "VerbForm=Fin" not in str(root.morph) or helping:
        return None
    if before == own:
        return before
    clause = next((child for child in root.children if child.dep_ == "advcl"), None)
    is_first = clause is not None and clause.i < root.i and min(t.i for t in clause.subtree) == 0
    follows = own == set(range(root.i + 1, root.i + 1 + len(own)))
    fronted = [child for child in root.children if child.i < root.i and child.dep_ != "punct"]
    return own if is_first and follows and len(fronted) == 1 else None


def _joined(root: Token) -> Iterator[Token]:
    """Yield the verbs that share the subject: «sender brev og *svarer*»."""
    for child in root.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i > root.i:
            kinds = {own.dep_ for own in child.children}
            if kinds.isdisjoint(("nsubj", "nsubj:pass", "aux", "aux:pass")):
                yield child


def _rebuilt(doc: Doc, dropped: set[int], verbs: Mapping[int, str]) -> Doc:
    kept = [token for token in doc if token.i not in dropped]
    place = {token.i: new for new, token in enumerate(kept)}
    words = [verbs.get(token.i, token.text) for token in kept]
    words[0] = words[0][:1].upper() + words[0][1:]
    turned = Doc(
        doc.vocab,
        words=words,
        pos=[token.pos_ for token in kept],
        morphs=[_FEATURES if token.i in verbs else str(token.morph) for token in kept],
        lemmas=[token.lemma_ for token in kept],
        heads=[place.get(token.head.i, place[token.i]) for token in kept],
        deps=[token.dep_ for token in kept],
        sent_starts=[new == 0 for new in range(len(kept))],
    )
    return with_roles(turned)


def _without_stop(doc: Doc) -> Doc:
    """Return a sentence as it stands in a list or on a button."""
    return doc[: len(doc) - 1].as_doc() if doc[-1].text == "." else doc


def _by_lemma(language: str) -> _Inflect:
    lexicon = rulebook.load_lexicon(language)

    def inflect(verb: Token) -> str | None:
        lemma = verb.lemma_.lower()
        known = lexicon.inflect(lemma, "verb").get("imperative")
        if known:
            return known[0]
        stem = lemma[:-1] if lemma[-1:] in "ea" and len(lemma) > 3 else lemma
        return stem.removesuffix("m") if stem.endswith("mm") else stem

    return inflect


def _by_present(language: str) -> _Inflect:
    """Tell the Swedish imperative from the present: *kontaktar*, *läser*, *går*, *gör*."""
    lexicon = rulebook.load_lexicon(language)

    def inflect(verb: Token) -> str | None:
        form = verb.lower_
        if "VerbForm=Inf" in str(verb.morph):
            known = lexicon.inflect(form, "verb").get("imperative")
            return known[0] if known else None
        if "Tense=Pres" not in str(verb.morph) or not form.endswith("r"):
            return None
        if form.endswith(("ör", "är")):
            return form
        stem = form[:-2] if form.endswith("er") else form[:-1]
        if _VOWELS.isdisjoint(stem):  # «ser», «ber»
            return form[:-1]
        return stem.removesuffix("m") if stem.endswith("mm") else stem

    return inflect


_INFLECT = {"nb": _by_lemma, "nn": _by_lemma, "sv": _by_present}
