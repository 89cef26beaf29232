/* The wall: fetches all pages of its board every five minutes and turns them. What cannot be fetched stays as it was last. */
(function () {
  "use strict";

  var CYCLE = 300 * 1000;
  var PATIENCE = 60 * 1000;
  var STALE_AFTER = 2;
  var DAY = 24 * 3600 * 1000;
  var body = document.body;
  var settings = body.dataset;
  if (!settings.pages) {
    return;
  }

  /* A page: where it is found, its picture (null until it is there), when that was true, how often it has been missed. */
  function newPage(address) {
    return { address: address, picture: null, good: Date.now(), missed: 0 };
  }

  var pages = settings.pages.split(" ").map(newPage);
  var here = pages.length > 1 ? Number(settings.place) - 1 : 0;
  var night = null;
  var turning = null;
  var busy = false;
  var again = false;
  var outdated = 0;
  pages[here].picture = document.querySelector("[data-board]");

  function learn(known) {
    settings.seconds = known.seconds;
    var now = Date.now();
    night = known.nightIn === undefined ? null : {
      from: now + Number(known.nightIn) * 1000,
      until: now + Number(known.nightEnds) * 1000
    };
  }

  function isNight() {
    var now = Date.now();
    return night !== null && night.from <= now && now < night.until;
  }

  /* Dark and light come at their hours also while the network is gone. */
  function watch() {
    var dark = isNight();
    var was = body.classList.contains("board-page--night");
    var hint = document.querySelector("[data-board-night]");
    body.classList.toggle("board-page--night", dark);
    if (hint) {
      hint.hidden = !dark;
    }
    show(here);
    if (was && !dark) {
      refresh();
    }
  }

  function show(place) {
    here = place;
    pages.forEach(function (page, number) {
      if (page.picture) {
        page.picture.hidden = number !== here || isNight();
      }
    });
  }

  function turn() {
    window.clearTimeout(turning);
    if (pages.length < 2) {
      return;
    }
    turning = window.setTimeout(function () {
      for (var step = 1; step < pages.length; step += 1) {
        var next = (here + step) % pages.length;
        if (pages[next].picture) {
          show(next);
          break;
        }
      }
      turn();
    }, Number(settings.seconds) * 1000);
  }

  /* Only a picture of this portal is taken; an error page, or a sign-in of the network's own, is not. */
  function fetched(address) {
    var control = window.AbortController ? new AbortController() : null;
    var timer = window.setTimeout(function () {
      if (control) {
        control.abort();
      }
    }, PATIENCE);
    /* Without the session of whoever signed in on this screen: only what comes without one is noted as seen. */
    var options = { cache: "no-store", credentials: "omit" };
    if (control) {
      options.signal = control.signal;
    }
    return fetch(address, options).then(function (response) {
      return response.text().then(function (text) {
        window.clearTimeout(timer);
        var found = new DOMParser().parseFromString(text, "text/html");
        if (response.status === 404 && found.querySelector("[data-board-gone]")) {
          return { gone: found.querySelector("[data-board-gone]") };
        }
        if (!response.ok || !found.body.dataset.pages) {
          throw new Error("no board");
        }
        return { document: found, picture: found.querySelector("[data-board]") };
      });
    });
  }

  /* The new picture takes the place of the old one when its photos are there; for one that stays away it waits once. */
  function loaded(picture, page) {
    picture.hidden = true;
    body.appendChild(picture);
    var photos = [].slice.call(picture.querySelectorAll("img"));
    return Promise.all(photos.map(function (photo) {
      return new Promise(function (resolve, reject) {
        if (photo.complete && photo.naturalWidth) {
          resolve();
        }
        photo.addEventListener("load", resolve);
        photo.addEventListener("error", reject);
        window.setTimeout(reject, PATIENCE);
      });
    })).catch(function (reason) {
      if (!page.missed) {
        picture.remove();
        throw reason;
      }
    });
  }

  function replace(page, picture) {
    var old = page.picture;
    page.picture = picture;
    if (old) {
      markNew(old, picture);
      old.remove();
    }
    show(here);
  }

  /* A number that has changed moves once. */
  function markNew(old, fresh) {
    [].forEach.call(fresh.querySelectorAll("[data-figure]"), function (figure) {
      var before = old.querySelector('[data-figure="' + figure.getAttribute("data-figure") + '"]');
      if (before && before.textContent !== figure.textContent) {
        figure.classList.add("board__new");
      }
    });
  }

  function missed(page) {
    page.missed += 1;
    var time = page.picture && page.picture.querySelector("[data-board-time]");
    if (!time) {
      return;
    }
    if (page.missed >= STALE_AFTER) {
      time.classList.add("board__stale");
    }
    if (Date.now() - page.good >= DAY && !time.hasAttribute("data-said")) {
      time.setAttribute("data-said", "");
      time.textContent += " · " + settings.offline;
    }
  }

  function files(found) {
    var named = [].slice.call(found.querySelectorAll("link[rel=stylesheet], script[src]"));
    return named.map(function (one) { return one.getAttribute("href") || one.getAttribute("src"); }).join(" ");
  }

  /* Seen in two rounds, so that it does not start anew while the portal itself is just being renewed. */
  function isOutdated(found) {
    outdated = files(found) === files(document) ? 0 : outdated + 1;
    return outdated > pages.length;
  }

  /* Other pages have been chosen: what stays keeps its picture until the new one is there. */
  function relist(addresses) {
    if (addresses === settings.pages) {
      return;
    }
    settings.pages = addresses;
    var former = pages;
    pages = addresses.split(" ").map(function (address) {
      return former.filter(function (page) { return page.address === address; })[0] || newPage(address);
    });
    former.forEach(function (page) {
      if (pages.indexOf(page) < 0 && page.picture) {
        page.picture.remove();
        page.picture = null;
      }
    });
    here = Math.min(here, pages.length - 1);
    again = true;
    turn();
  }

  function take(page, answer) {
    if (answer.gone) {
      body.textContent = "";
      body.classList.remove("board-page--night");
      body.appendChild(answer.gone);
      pages = [];
      window.clearTimeout(turning);
      return null;
    }
    learn(answer.document.body.dataset);
    relist(answer.document.body.dataset.pages);
    document.documentElement.dataset.theme = answer.document.documentElement.dataset.theme;
    var done = answer.picture ? loaded(answer.picture, page).then(function () {
      replace(page, answer.picture);
    }) : Promise.resolve();
    return done.then(function () {
      page.missed = 0;
      page.good = Date.now();
      watch();
    });
  }

  function load(page) {
    return fetched(page.address).then(function (answer) {
      if (answer.document && isOutdated(answer.document)) {
        window.location.reload();
        return null;
      }
      return take(page, answer);
    }).catch(function () {
      missed(page);
    });
  }

  /* One page after the other, the one that is seen first. */
  function loadAll(places) {
    if (busy) {
      return;
    }
    busy = true;
    places.reduce(function (before, place) {
      return before.then(function () {
        return pages[place] && load(pages[place]);
      });
    }, Promise.resolve()).then(function () {
      busy = false;
      if (again) {
        again = false;
        refresh();
      }
    });
  }

  function refresh() {
    loadAll(pages.map(function (page, number) { return (here + number) % pages.length; }));
  }

  learn(settings);
  watch();
  turn();
  loadAll(pages.map(function (page, number) { return number; }).filter(function (number) {
    return number !== here;
  }));
  window.setInterval(refresh, CYCLE);
  window.setInterval(watch, 30 * 1000);
  window.addEventListener("online", refresh);
})();
