/* Names for the search boxes that Django's autocomplete draws: each gets the label of the field it stands for. */
(function () {
  "use strict";

  var PARTS = "[role=combobox], [role=textbox], [role=searchbox], input[type=search]";

  function name(box) {
    var select = box.previousElementSibling;
    var label = select && document.querySelector('label[for="' + select.id + '"]');
    if (!label) {
      return;
    }
    box.querySelectorAll(PARTS).forEach(function (part) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", label.textContent.trim().replace(/[:：]$/, ""));
    });
  }

  /* The boxes come after the page is there, and again with every row that is added. */
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (node) {
        if (node.nodeType === 1 && node.matches(".select2-container")) {
          name(node);
        }
      });
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
