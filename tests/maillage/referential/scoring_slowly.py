"""Scores by the rules as they are written, one node at a time, over plain dictionaries: slow, and from no engine.

Nodes: ``{id: {"parent", "children", "depth", "points", "share", "rules": {effect: formula}}}``. Statuses: a word of the
peer, or three shares. Answers: true, false, a choice or a proportion. Nothing here is shared with the library.
"""

from __future__ import annotations

import re
from typing import Any

Node = dict[str, Any]
WORDS = {"fait": (1.0, 0.0, 0.0), "programme": (0.0, 1.0, 0.0), "pas_fait": (0.0, 0.0, 1.0)}


class Unanswered(Exception):
    """A question that the rule needs has no answer."""


class Reader:
    """The language of rules, read and computed at once."""

    def __init__(
        self, text: str, identity: dict[str, list[str]], answers: dict[str, Any], scores: Any
    ) -> None:
        self.words = re.findall(r"[\w.]+|[-+*/(),]", text)
        self.identity, self.answers, self.scores = identity, answers, scores

    def next(self) -> str | None:
        return self.words[0] if self.words else None

    def take(self, expected: str | None = None) -> str:
        word = str(self.words.pop(0))
        assert expected in (None, word), (expected, word)
        return word

    def conditional(self, live: bool = True) -> Any:
        if self.next() != "si":
            return self.either(live)
        self.take("si")
        test = self.either(live)
        self.take("alors")
        then = self.conditional(live and bool(test))
        other = None
        if self.next() == "sinon":
            self.take("sinon")
            other = self.conditional(live and not test)
        return then if test else other

    def either(self, live: bool) -> Any:
        left = self.both(live)
        while self.next() == "ou":
            self.take()
            right = self.both(live)
            left = left or right
        return left

    def both(self, live: bool) -> Any:
        left = self.sum(live)
        while self.next() == "et":
            self.take()
            right = self.sum(live)
            left = left and right
        return left

    def sum(self, live: bool) -> Any:
        left = self.one(live)
        if self.next() not in ("+", "-", "*", "/"):
            return left
        sign, right = self.take(), self.sum(live)
        if not live:
            return None
        return {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1)}[sign]

    def one(self, live: bool) -> Any:
        word = self.take()
        if word in ("VRAI", "FAUX"):
            return word == "VRAI"
        if self.next() != "(":
            return float(word)
        self.take("(")
        if word in ("min", "max"):
            first = self.conditional(live)
            self.take(",")
            second = self.conditional(live)
            self.take(")")
            return (min if word == "min" else max)(first, second) if live else None
        names = [self.take()]
        if self.next() == ",":
            self.take()
            names.append(self.take())
        self.take(")")
        return self.asked(word, names) if live else None

    def asked(self, word: str, names: list[str]) -> Any:
        if word == "identite":
            return names[1] in self.identity.get(names[0], [])
        if word == "score":
            return self.scores(names[0])
        answer = self.answers.get(names[0])
        if len(names) == 2:
            said = {True: "OUI", False: "NON"}.get(answer) if isinstance(answer, bool) else answer
            return said == names[1]
        if answer is None:
            raise Unanswered(names[0])
        return answer


class Slowly:
    """The scores of one who answers. `fields(id)` gives every field of a node by the name of the peer."""

    def __init__(
        self,
        nodes: dict[str, Node],
        action_depth: int,
        statuses: dict[str, Any],
        identity: dict[str, list[str]],
        answers: dict[str, Any],
    ) -> None:
        self.nodes, self.action_depth, self.statuses = nodes, action_depth, statuses
        self.identity, self.answers = identity, answers
        self.root = next(id_ for id_, node in nodes.items() if node["parent"] is None)
        self.frame: dict[str, float] = {}
        self._frame_points(self.root, self._summed(self.root))
        self.factor: dict[str, float] = {}
        self.off: dict[str, bool] = {}
        self._personal(self.root, 1.0, False)
        self.personal = {id_: self.frame[id_] * self.factor[id_] for id_ in nodes}
        self.is_concerned: dict[str, bool] = {}
        self._concerned(self.root, True)
        self.potential: dict[str, float] = {}
        self._potential(self.root)
        self._rescale(self.root)
        self.parts: dict[str, tuple[float, float, float, float]] = {}
        self._parts(self.root)
        self._override()

    # 1. Points of the frame.

    def _summed(self, id_: str) -> float:
        """The points a node has, or the sum of its children when it has neither points nor percentage."""
        node = self.nodes[id_]
        if node["points"] is not None:
            return float(node["points"])
        return sum(self._summed(child) for child in node["children"])

    def _frame_points(self, id_: str, points: float) -> None:
        self.frame[id_] = points
        children = self.nodes[id_]["children"]
        given = {c: self._given(c) for c in children}
        shares = {c: self.nodes[c]["share"] for c in children}
        if any(one is not None for one in given.values()):
            found = {c: given[c] or 0.0 for c in children}
        elif any(shares.values()):
            found = {c: (shares[c] or 0.0) / 100 * points for c in children}
        else:
            sharing = [c for c in children if shares[c] is None]
            found = {c: points / len(sharing) if c in sharing else 0.0 for c in children}
        for child, value in found.items():
            self._frame_points(child, value)

    def _given(self, id_: str) -> float | None:
        node = self.nodes[id_]
        if node["points"] is not None:
            return float(node["points"])
        if node["share"] is not None or not any(self._given(c) is not None for c in node["children"]):
            return None
        return self._summed(id_)

    # 2. Personalisation.

    def rule(self, id_: str, effect: str, scores: Any = None) -> Any:
        text = self.nodes[id_]["rules"].get(effect)
        if text is None:
            return None
        try:
            return Reader(text, self.identity, self.answers, scores).conditional()
        except Unanswered:
            return None

    def _personal(self, id_: str, factor: float, off: bool) -> None:
        own = self.rule(id_, "reduction")
        self.factor[id_] = factor * (1.0 if own is None else float(own))
        self.off[id_] = off or self.rule(id_, "desactivation") is True
        for child in self.nodes[id_]["children"]:
            self._personal(child, self.factor[id_], self.off[id_])

    # 3. Not concerned climbs.

    def _concerned(self, id_: str, above: bool) -> bool:
        said = self.statuses.get(id_)
        here = above and not self.off[id_] and said != "non_concerne"
        below = [self._concerned(child, here) for child in self.nodes[id_]["children"]]
        if here and said is None and below:
            here = any(below)
        self.is_concerned[id_] = here
        return here

    # 4. Potential.

    def own(self, id_: str) -> tuple[float, float, float] | None:
        """The shares that a status says, if it says what is done."""
        said = self.statuses.get(id_)
        if isinstance(said, list):
            done, planned, not_done = said
            return done, planned, not_done
        return WORDS.get(str(said))

    def _potential(self, id_: str) -> float:
        node = self.nodes[id_]
        children = node["children"]
        for child in children:
            self._potential(child)
        if children and node["depth"] >= self.action_depth:
            spread = sum(self.personal[c] for c in children if not self.is_concerned[c])
            receiving = [c for c in children if self.is_concerned[c] and self.personal[c] != 0]
            for child in receiving:
                self.potential[child] += spread / len(receiving)
        if not self.is_concerned[id_]:
            found = 0.0
        elif not children or id_ in self.statuses:
            found = self.personal[id_]
        else:
            found = sum(self.potential[c] for c in children)
        self.potential[id_] = found
        return found

    def _rescale(self, id_: str) -> None:
        node = self.nodes[id_]
        if node["depth"] >= self.action_depth and self.personal[id_] != 0:
            for child in node["children"]:
                self.potential[child] *= self.potential[id_] / self.personal[id_]
        for child in node["children"]:
            self._rescale(child)

    # 5. Score.

    def _parts(self, id_: str) -> None:
        children = self.nodes[id_]["children"]
        for child in children:
            self._parts(child)
        potential, own = self.potential[id_], self.own(id_)
        if not children or own is not None:
            done, planned, not_done = own or (0.0, 0.0, 0.0)
            shares = (done, planned, not_done, 1.0 - done - planned - not_done)
            self.parts[id_] = tuple(potential * one for one in shares)  # type: ignore[assignment]
        else:
            self._sum(id_)

    def _sum(self, id_: str) -> None:
        below = [self.parts[child] for child in self.nodes[id_]["children"]]
        done, planned, not_done, unfilled = (sum(one[at] for one in below) for at in range(4))
        if (
            id_ in self.statuses
        ):  # said to concern, and nothing of what is done: what is left is not filled in
            unfilled = self.potential[id_] - done - planned - not_done
        self.parts[id_] = (done, planned, not_done, unfilled)

    # 6. Override.

    def _override(self) -> None:
        def ratio(id_: str) -> float:
            if not self.potential[id_]:
                raise Unanswered(id_)  # no score at all: the rule has no effect
            return self.parts[id_][0] / self.potential[id_]

        for id_, node in self.nodes.items():
            found = self.rule(id_, "score", ratio) if "score" in node["rules"] else None
            original = ratio(id_) if self.potential[id_] else 0.0
            if found is None or not original:
                continue
            self._multiply(id_, found / original)
            above = node["parent"]
            while above is not None and self.own(above) is None:
                done = sum(self.parts[child][0] for child in self.nodes[above]["children"])
                self.parts[above] = (done, *self.parts[above][1:])
                above = self.nodes[above]["parent"]

    def _multiply(self, id_: str, factor: float) -> None:
        self.parts[id_] = (self.parts[id_][0] * factor, *self.parts[id_][1:])
        for child in self.nodes[id_]["children"]:
            self._multiply(child, factor)

    def fields(self, id_: str) -> dict[str, float | bool]:
        done, planned, not_done, unfilled = self.parts[id_]
        return {
            "point_fait": done,
            "point_programme": planned,
            "point_pas_fait": not_done,
            "point_non_renseigne": unfilled,
            "point_potentiel": self.potential[id_],
            "point_potentiel_perso": self.personal[id_],
            "point_referentiel": self.frame[id_],
            "concerne": self.is_concerned[id_],
            "desactive": self.off[id_],
        }


def nodes_of(document: dict[str, Any], personal: dict[str, Any]) -> dict[str, Node]:
    """The nodes of a file of the peer with their rules."""
    children = {row["action_id"]: row["children"] for row in document["children"]}
    parents = {child: id_ for id_, below in children.items() for child in below}
    rules = {
        holder["action_id"]: {rule["type"]: rule["formule"] for rule in holder["regles"]}
        for holder in personal["regles"]
    }
    nodes: dict[str, Node] = {}
    for row in document["definitions"]:
        id_ = row["action_id"]
        depth, above = 0, parents.get(id_)
        while above is not None:
            depth, above = depth + 1, parents.get(above)
        nodes[id_] = {
            "parent": parents.get(id_),
            "children": children.get(id_, []),
            "depth": depth,
            "points": row["md_points"],
            "share": row["md_pourcentage"],
            "rules": rules.get(id_, {}),
        }
    return nodes
