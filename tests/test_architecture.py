"""The rules of the house: who imports whom, who may change a status, who may read which rows."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parent.parent
APPS = ("members", "workshops", "suggestions", "training")
PACKAGES = ("alliance_portal", *APPS)
LONGEST_MODULE = 400
LONGEST_TEMPLATE = 150

# Modules that answer a person: what they read goes through `visible_to`.
FACING_PEOPLE = {"views", "dashboard", "board", "embed", "reports", "open_figures", "forms", "filters", "exports"}
# "module: expression" -> why these rows need no `visible_to`.
READ_BY_ANYBODY = {
    "suggestions/views/doors.py: Poster.objects": "a poster's code is for whoever stands before it",
    "suggestions/views/gallery.py: Suggestion.objects": "the gallery has a rule of its own: `in_gallery`",
    "alliance_portal/board/views.py: Board.objects": "a board's address, which nobody can guess, is the permission",
    "alliance_portal/embed/views.py: FigureEmbed.objects": "the same for a frame on another site",
    "alliance_portal/open_figures/asked.py: model.objects": "for commands, and for sums at an address nobody can guess",
    "alliance_portal/feedback/views.py: Feedback.objects": "the address of an answer, which nobody can guess, is all",
    "alliance_portal/board/base.py: Suggestion.objects": "the district's board shows totals, and what is public",
    "alliance_portal/board/finished.py: Photo.objects": "asked for suggestions the board shows, and no others",
    "alliance_portal/board/news.py: News.objects": "what is for one enterprise hangs on its own walls alone",
    "alliance_portal/board/training.py: Proposer.objects": "names on walls have a rule of their own: `named_on_walls`",
    "alliance_portal/reports/people.py: Person.objects": "of people in rows that the reader sees",
    "alliance_portal/views/panels.py: Suggestion.objects": "the home page shows totals, and of what was done no author",
    "alliance_portal/views/panels.py: Enterprise.objects": "the home page says how many take part",
    "workshops/views/who_can_help.py: Person.objects": "the willing have a rule of their own: `shown_as_helpers_to`",
    "workshops/views/help_requests.py: Person.objects": "the same, of one's own enterprise",
    "alliance_portal/views/verify.py: Certificate.objects": "whoever has a certificate in hand knows its code",
    "alliance_portal/views/workshops.py: Suggestion.objects": "a workshop's page shows totals of what it took",
}

# In pieces, so that this file does not find itself.
UNFINISHED = re.compile(
    r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "WI" + "P"]) + r")\b|"
    r"(?i:lorem " + r"ipsum|coming " + r"soon|not yet " + r"implemented)|敬请" + "期待|待" + "开发|功能开" + "发中"
)
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)[^>]*>", re.I)
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.S)


def modules(*packages):
    """Every module of the packages, without the migrations."""
    return [path for name in packages for path in (ROOT / name).rglob("*.py") if "migrations" not in path.parts]


def templates():
    return [path for folder in ("templates", *PACKAGES) for path in (ROOT / folder).rglob("*.html")]


def name_of(path):
    return str(path.relative_to(ROOT))


def with_parents(source):
    """The syntax tree of the source, each node knowing its parent."""
    tree = ast.parse(source)
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            child.parent = parent
    return tree


def test_imports_point_down(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, is_debug_mode=False) == EXIT_STATUS_SUCCESS


def test_every_module_of_the_project_package_has_its_layer():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = " ".join(config["tool"]["importlinter"]["contracts"][0]["layers"])
    listed = set(re.findall(r"alliance_portal\.(\w+)", layers))
    folder = ROOT / "alliance_portal"
    found = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    assert found - {"__init__"} - listed == set()


def test_no_model_refers_to_an_app_above_it():
    rank = {"alliance_portal": 0, "members": 1, "workshops": 2, "suggestions": 3, "training": 3}
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model._meta.app_label in APPS and field.concrete and field.is_relation and field.related_model
        if rank.get(field.related_model._meta.app_label, 0) > rank[model._meta.app_label]
        or {field.related_model._meta.app_label, model._meta.app_label} == {"suggestions", "training"}
    ]
    assert upward == []


def status_writes(source):
    """The lines that change a status: by assignment, by `setattr`, or by a queryset's `update`."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            lines += [node.lineno for t in targets if isinstance(t, ast.Attribute) and t.attr == "status"]
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            by_update = called == "update" and any(word.arg == "status" for word in node.keywords)
            by_name = called == "setattr" and getattr(node.args[1], "value", None) == "status"
            lines += [node.lineno] if by_update or by_name else []
    return lines


def test_only_the_workflow_engine_changes_a_status():
    writers = [
        f"{name_of(path)}:{line}"
        for path in modules(*PACKAGES)
        if path != ROOT / "alliance_portal" / "workflow.py"
        for line in status_writes(path.read_text())
    ]
    assert writers == []


@pytest.mark.parametrize(
    "source",
    ["a.status = 'x'", "a.status: str = 'x'", "Idea.objects.update(status='x')", "setattr(a, 'status', 'x')"],
)
def test_a_status_written_elsewhere_would_be_found(source):
    assert status_writes(source) == [1]


def unguarded_reads(source):
    """Expressions that reach a model's rows without `visible_to` in the same chain of calls."""
    found = []
    for node in ast.walk(with_parents(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            if "visible_to" not in chain_above(node):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Call) and is_lookup_of_a_model(node):
            found.append(ast.unparse(node.args[0]))
        elif isinstance(node, ast.ClassDef) and shows_a_model_whole(node):
            found.append(node.name)
    return found


def chain_above(node):
    """The names called on the node, as in `node.filter(...).order_by(...)`."""
    names = []
    while isinstance(node.parent, ast.Attribute) or (isinstance(node.parent, ast.Call) and node.parent.func is node):
        node = node.parent
        names.append(getattr(node, "attr", ""))
    return names


def is_lookup_of_a_model(call):
    name = getattr(call.func, "id", "")
    looked_up = getattr(call.args[0], "id", "a") if call.args else "a"
    return name in {"get_object_or_404", "get_list_or_404"} and looked_up[0].isupper()


def shows_a_model_whole(node):
    """A generic view with `model = ...` and no `get_queryset` shows every row."""
    assigned = [target for part in node.body if isinstance(part, ast.Assign) for target in part.targets]
    names = {getattr(target, "id", "") for target in assigned}
    methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    is_view = any("View" in ast.unparse(base) for base in node.bases)
    return is_view and "model" in names and not methods & {"get_queryset", "get_object"}


def faces_people(path):
    return path.stem in FACING_PEOPLE or bool(FACING_PEOPLE & set(path.relative_to(ROOT).parts[1:-1]))


def test_what_people_see_is_read_through_visible_to():
    found = {
        f"{name_of(path)}: {read}"
        for path in modules(*PACKAGES)
        if faces_people(path)
        for read in unguarded_reads(path.read_text())
    }
    assert found - set(READ_BY_ANYBODY) == set()
    assert set(READ_BY_ANYBODY) - found == set(), "an exception that is no longer needed"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Idea.objects.all()", ["Idea.objects"]),
        ("Idea.objects.filter(a=1).visible_to(user)", []),
        ("Idea.objects.visible_to(user).open().count()", []),
        ("show(Idea.objects.all(), items.visible_to(user))", ["Idea.objects"]),
        ("get_object_or_404(Idea, pk=1)", ["Idea"]),
        ("get_object_or_404(Idea.objects.visible_to(user), pk=1)", []),
        ("class IdeaList(ListView):\n    model = Idea", ["IdeaList"]),
        ("class IdeaList(ListView):\n    model = Idea\n    def get_queryset(self): ...", []),
    ],
)
def test_an_unguarded_read_would_be_found(source, found):
    assert unguarded_reads(source) == found


def inline_code(markup):
    """Styles, scripts and handlers written into the markup, which the content security policy blocks."""
    return [match.group().strip() for match in INLINE.finditer(COMMENTS.sub("", markup))]


def test_no_template_carries_inline_style_or_script():
    found = {name_of(path): inline_code(path.read_text()) for path in templates()}
    assert {name: code for name, code in found.items() if code} == {}


def test_no_module_writes_inline_style_or_script_into_markup():
    found = [
        f"{name_of(path)}:{node.lineno}: {code}"
        for path in modules(*PACKAGES)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "<" in node.value
        for code in inline_code(node.value)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ('<p style="color: red">', "style="),
        ("<style>p {}</style>", "<style"),
        ("<button onclick='go()'>", "onclick='"),
        ('<a href="javascript:go()">', "javascript:"),
        ("<script>go()</script>", "<script>"),
    ],
)
def test_inline_code_would_be_found(markup, code):
    assert inline_code(markup) == [code]


def test_a_script_from_a_file_is_not_inline_code():
    assert inline_code('<script type="module" src="{% static "js/form.js" %}"></script>') == []


def test_modules_and_templates_stay_readable():
    limits = dict.fromkeys(modules(*PACKAGES, "tests"), LONGEST_MODULE)
    limits |= dict.fromkeys(templates(), LONGEST_TEMPLATE)
    lengths = {path: len(path.read_text().splitlines()) for path in limits}
    assert {name_of(path): lengths[path] for path in limits if lengths[path] > limits[path]} == {}


def texts():
    """Every text file of the project: the source packages, the tests, and what lies beside them."""
    folders = [ROOT / name for name in (*PACKAGES, "templates", "static", "tests", "docs", "deploy", ".ci")]
    found = [path for folder in folders for path in folder.rglob("*")]
    found += [*ROOT.glob("*.*"), ROOT / "Makefile"]
    known = {".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".po", ".svg", ".conf", ".service", ""}
    return [path for path in found if path.is_file() and path.suffix in known]


def test_nothing_is_left_unfinished():
    found = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in texts()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ["# TO" + "DO: later", "FIX" + "ME", "<p>敬请" + "期待</p>", "Coming " + "soon"])
def test_an_unfinished_line_would_be_found(line):
    assert UNFINISHED.search(line)
