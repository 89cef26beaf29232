/* Chosen photos that have not arrived yet, kept on this phone for two days: across reload, sign-in and a dead net.
   Where a browser keeps nothing, every answer is "nothing", and the photos have to be chosen again. */
window.keptFiles = (function () {
  "use strict";

  var STORE = "files";
  var DAYS = 2;
  var PATIENCE = 3000;

  function opened() {
    return new Promise(function (done, failed) {
      var asked = window.indexedDB.open("photos", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore(STORE, { keyPath: "id" });
      };
      asked.onsuccess = function () {
        done(asked.result);
      };
      asked.onerror = asked.onblocked = failed;
    });
  }

  /* Do something with the store; resolves when it is written for good, with what was asked for. */
  function inStore(mode, work) {
    return opened().then(function (base) {
      return new Promise(function (done, failed) {
        var change = base.transaction(STORE, mode);
        var asked = work(change.objectStore(STORE));
        change.oncomplete = function () {
          base.close();
          done(asked ? asked.result : undefined);
        };
        change.onerror = change.onabort = function () {
          base.close();
          failed();
        };
      });
    });
  }

  /* A browser that refuses, or does not answer at all, holds nothing up. */
  function quietly(promise, nothing) {
    var late = new Promise(function (done) {
      window.setTimeout(function () {
        done(nothing);
      }, PATIENCE);
    });
    var refused = promise.catch(function () {
      return nothing;
    });
    return Promise.race([refused, late]);
  }

  function all() {
    return inStore("readonly", function (store) {
      return store.getAll();
    });
  }

  function bytesOf(file) {
    return new Promise(function (done, failed) {
      var reader = new FileReader();
      reader.onload = function () {
        done(reader.result);
      };
      reader.onerror = failed;
      reader.readAsArrayBuffer(file);
    });
  }

  /* Old systems lose files that are kept as such, so their bytes are. */
  function put(one) {
    return quietly(
      bytesOf(one.file).then(function (bytes) {
        var record = { id: one.id, form: one.form, owner: one.owner, name: one.file.name, type: one.file.type };
        record.place = one.place;
        record.bytes = bytes;
        record.at = Date.now();
        return inStore("readwrite", function (store) {
          store.put(record);
        });
      })
    );
  }

  function forget(ids) {
    return quietly(
      inStore("readwrite", function (store) {
        ids.forEach(function (id) {
          store.delete(id);
        });
      })
    );
  }

  /* The files that fit, the oldest first; what is too old goes. */
  function find(fits) {
    return quietly(
      all().then(function (records) {
        var young = Date.now() - DAYS * 24 * 3600 * 1000;
        forget(
          records
            .filter(function (record) {
              return record.at < young;
            })
            .map(function (record) {
              return record.id;
            })
        );
        return records
          .filter(function (record) {
            return record.at >= young && fits(record);
          })
          .sort(function (one, other) {
            return one.at - other.at || one.place - other.place;
          })
          .map(function (record) {
            var file = new File([record.bytes], record.name, { type: record.type });
            return { id: record.id, form: record.form, owner: record.owner, file: file };
          });
      }),
      []
    );
  }

  /* Once the words are sent, the photos belong to the address under which they can follow. */
  function follow(form, address) {
    return quietly(
      all().then(function (records) {
        return inStore("readwrite", function (store) {
          records.forEach(function (record) {
            if (record.form === form) {
              record.form = address;
              store.put(record);
            }
          });
        });
      })
    );
  }

  /* All, or those of one form. */
  function clear(form) {
    return find(function (record) {
      return !form || record.form === form;
    }).then(function (found) {
      return forget(
        found.map(function (one) {
          return one.id;
        })
      );
    });
  }

  return { put: put, forget: forget, find: find, follow: follow, clear: clear };
})();
