/* Copies words or a line of a page. They are on the page and can be selected without this. */
(function () {
  "use strict";

  /* Each heading and each paragraph on a line of its own, as documents take them. */
  function textOf(box) {
    if (box.value) {
      return box.value;
    }
    return Array.from(box.children)
      .map(function (one) {
        return one.textContent.trim();
      })
      .filter(Boolean)
      .join("\n");
  }

  function select(box) {
    if (box.select) {
      box.select();
      return;
    }
    var range = document.createRange();
    range.selectNodeContents(box);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-copy]") : null;
    if (!button) {
      return;
    }
    var box = document.getElementById(button.getAttribute("data-copy"));
    var said = document.getElementById(box.id + "-said");
    var byHand = function () {
      select(box);
      said.textContent = button.getAttribute("data-selected");
    };
    /* Only pages behind https may write to the clipboard. */
    if (!navigator.clipboard) {
      byHand();
      return;
    }
    navigator.clipboard.writeText(textOf(box)).then(function () {
      said.textContent = button.getAttribute("data-copied");
    }, byHand);
  });
})();
