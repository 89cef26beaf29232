"""The small set of marks: what becomes an element, and what stays what it is."""

import re

import pytest

from alliance_portal.rich_text import render


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("一段。\n\n又一段。", "<p>一段。</p>\n<p>又一段。</p>"),
        ("一行\r\n又一行", "<p>一行<br>\n又一行</p>"),
        ("## 谁能报名\n在职职工。", "<h2>谁能报名</h2>\n<p>在职职工。</p>"),
        ("请带：\n- 证件\n- 工装", "<p>请带：</p>\n<ul>\n<li>证件</li>\n<li>工装</li>\n</ul>"),
        ("# 通知\n### 附件", "<h2>通知</h2>\n<h3>附件</h3>"),
        ("1. 报名\n2. 考试", "<ol>\n<li>报名</li>\n<li>考试</li>\n</ol>"),
        ("**截止**周五", "<p><strong>截止</strong>周五</p>"),
        (
            "[原文](https://example.org/a?b=1&c=2)",
            '<p><a href="https://example.org/a?b=1&amp;c=2" rel="noopener">原文</a></p>',
        ),
        ("[报名](/suggestions/new/)", '<p><a href="/suggestions/new/" rel="noopener">报名</a></p>'),
        ("", ""),
        (None, ""),
        ("2 ** 3 ** 4", "<p>2 ** 3 ** 4</p>"),
    ],
)
def test_marks_become_elements(text, markup):
    assert render(text) == markup


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[点我](javascript:alert(1))",
        "[点我](JaVaScRiPt:alert(1))",
        "[点我](data:text/html,x)",
        "[点我](//evil.example/x)",
        '[点我](https://example.org/" onclick="alert(1))',
        "[点我](https://example.org/'onclick='alert(1))",
        "[<b>点</b>](https://example.org/<script>)",
        "**<svg onload=alert(1)>**",
        "## <iframe src=//evil.example>",
        "- <a href=javascript:alert(1)>x</a>",
        "[a](/\\evil.example)",
    ],
)
def test_nothing_else_gets_through(text):
    markup = render(text)
    left = re.sub(
        r'</?(p|h2|h3|ul|ol|li|strong|br)>|<a href="(?:https?://|/(?!/))[^"<>\\]*" rel="noopener">|</a>', "", markup
    )
    assert "<" not in left
    assert "javascript:" not in re.sub(r">[^<]*<", "><", markup)


def test_it_takes_no_time_whatever_is_typed():
    for text in ("*" * 20000, "[" * 20000, "[a](" * 5000, "**a" * 8000, "\n" * 20000, "- \n" * 5000):
        render(text)
