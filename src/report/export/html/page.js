// Shows one page at a time, puts cards together from their pieces, sorts and filters tables, and changes
// language and colours. Everything it shows stands in the file; it computes nothing but orders.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  document.addEventListener("DOMContentLoaded", function () {
    var data = JSON.parse(document.getElementById("data").textContent);
    var main = document.getElementById("content");
    var holder = document.getElementById("card");
    var language = root.dataset.shown;
    var cards = new Map();
    // Tables and lists by what can be asked of them.
    var known = new WeakMap();
    // Lists of parts by the page they are parts of.
    var lists = new WeakMap();
    data.cards.forEach(function (card, index) {
      if (!cards.has(card[0])) cards.set(card[0], index);
    });

    function all(selector, within) {
      return Array.from((within || document).querySelectorAll(selector));
    }

    function element(name, properties, children) {
      var made = document.createElement(name);
      Object.keys(properties || {}).forEach(function (name) {
        if (name.indexOf("-") < 0) made[name] = properties[name];
        else made.setAttribute(name, properties[name]);
      });
      (children || []).forEach(function (child) { made.append(child); });
      return made;
    }

    function words() { return data.words[language]; }

    // What is put together: shapes are lists of pieces, whose gaps are filled with figures in turn.

    function piece(number) {
      var found = data.pieces[number];
      return typeof found === "string" ? found : found[data.languages.indexOf(language)];
    }

    function together(parts) {
      if (Array.isArray(parts[0][0])) parts = parts[data.languages.indexOf(language)];
      var figures = parts[1].split(" ");
      var next = 0;
      return parts[0].map(function (shape) {
        return data.shapes[shape].map(piece).join("").replace(/\u0001/g, function () {
          return figures[next++].replace(",", words().mark);
        });
      }).join("");
    }

    function article(card) {
      var made = element("article", { className: "card", lang: language });
      made.innerHTML = together(card[3]);
      return made;
    }

    function neighbours(index) {
      var list = element("ul");
      function link(card, word, relation) {
        if (!card || card[1] !== data.cards[index][1]) return;
        // The title is a text, not markup.
        list.append(element("li", {}, [
          element("a", { href: "#unit-" + card[0], rel: relation }, [words()[word] + ": " + piece(card[2])])
        ]));
      }
      link(data.cards[index - 1], "previous", "prev");
      link(data.cards[index + 1], "next", "next");
      return element("nav", { className: "parts", "aria-label": words().next }, [list]);
    }

    function showCards(indices, withNeighbours) {
      holder.replaceChildren.apply(holder, indices.map(function (index) {
        return article(data.cards[index]);
      }));
      if (withNeighbours) holder.prepend(neighbours(indices[0]));
      all(".wrap > table", holder).forEach(function (table) { equip(table, true); });
    }

    // Pages: the part of the address behind `#` names a page or a card.

    function pageOf(name) {
      return all("main > .edition > section").filter(function (section) {
        return section.dataset.page === name;
      });
    }

    function show(moves) {
      var name = location.hash.slice(1);
      var wanted = null;
      var isAll = name.indexOf("all-") === 0 && pageOf(name.slice(4)).length > 0;
      if (name.indexOf("unit-") === 0 && cards.has(name.slice(5))) wanted = [cards.get(name.slice(5))];
      if (isAll) {
        wanted = data.cards.map(function (_, index) { return index; }).filter(function (index) {
          return data.cards[index][1] === name.slice(4);
        });
        if (!wanted.length) wanted = null;
      }
      var current = wanted ? data.cards[wanted[0]][1] : name;
      if (!pageOf(current).length) current = main.querySelector("section").dataset.page;
      all("main > .edition > section").forEach(function (section) {
        section.hidden = Boolean(wanted) || section.dataset.page !== current;
      });
      pageOf(current).forEach(giveParts);
      holder.hidden = !wanted;
      if (wanted) showCards(wanted, !isAll); else holder.replaceChildren();
      var whole = current.replace(/-[0-9]+$/, "");
      all(".menu a").forEach(function (link) {
        var target = link.getAttribute("href").slice(1);
        var parts = pageOf(current)[0].hasAttribute("data-part");
        if (target === current && !wanted) link.setAttribute("aria-current", "page");
        else if (target === current || (parts && nearest(link, whole))) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
      var heading = visible("h2");
      var title = visible("h1");
      document.title = [heading, title].filter(Boolean).map(function (found) {
        return found.textContent;
      }).filter(function (text, index, texts) { return text && texts.indexOf(text) === index; }).join(" – ")
        || "chamdiem";
      if (moves) {
        window.scrollTo(0, 0);
        if (heading) heading.focus({ preventScroll: true });
      }
    }

    // The list of the parts of a page stands in the file once, and goes where it is looked at.
    function giveParts(section) {
      var whole = section;
      while (whole.hasAttribute("data-part") && whole.previousElementSibling) whole = whole.previousElementSibling;
      if (!lists.has(whole)) lists.set(whole, whole.querySelector("nav.parts"));
      var list = lists.get(whole);
      if (!list) return;
      var heading = section.querySelector("h2");
      if (heading) heading.after(list); else section.prepend(list);
      var folded = list.querySelector("details");
      if (folded) folded.open = section === whole;
      all("a", list).forEach(function (link) {
        if (link.getAttribute("href") === "#" + section.dataset.page) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      });
    }

    // A part stands behind its whole: the last page of the menu before it.
    function nearest(link) {
      var sections = all("section", main.querySelector(".edition[lang=" + language + "]"));
      var at = sections.findIndex(function (section) { return !section.hidden; });
      while (at > 0 && sections[at].hasAttribute("data-part")) at -= 1;
      return at >= 0 && link.getAttribute("href") === "#" + sections[at].dataset.page;
    }

    function visible(selector) {
      return all(selector).find(function (found) { return found.offsetParent !== null; });
    }

    // Languages and colours.

    function speak(chosen) {
      var before = main.querySelector(".edition[lang=" + language + "]");
      language = chosen;
      if (!main.querySelector(".edition[lang=" + chosen + "]")) {
        var edition = element("div", { className: "edition", lang: chosen });
        edition.innerHTML = together(data.pages[data.languages.indexOf(chosen) - 1]);
        holder.before(edition);
        equipAll(edition);
      }
      carryOver(before, main.querySelector(".edition[lang=" + chosen + "]"));
      root.dataset.shown = chosen;
      root.lang = chosen;
      all("[data-language]").forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
      });
    }

    // What was asked of tables and lists of one language is asked of their likes in the other.
    function carryOver(before, after) {
      if (!before || before === after) return;
      var asked = all(".wrap > table, ul.cards", before);
      all(".wrap > table, ul.cards", after).forEach(function (like, index) {
        var from = asked[index] && known.get(asked[index]);
        if (from && known.has(like)) known.get(like).ask(from.asked());
      });
    }

    function isDark() {
      if (root.dataset.theme) return root.dataset.theme === "dark";
      return window.matchMedia("(prefers-color-scheme: dark)").matches;
    }

    function tellColours() {
      all("[data-do=dark]").forEach(function (button) {
        button.setAttribute("aria-pressed", String(isDark()));
      });
    }

    // Tables.

    function fold(text) {
      return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
    }

    function told(cell) {
      var copy = cell.cloneNode(true);
      all("[aria-hidden]", copy).forEach(function (hidden) { hidden.remove(); });
      return copy.textContent.trim();
    }

    // What a cell is sorted by: the steps of a level, a number, or its text; nothing comes last.
    function key(cell, isNumber) {
      var text = told(cell);
      if (!text) return null;
      var signs = cell.querySelector(".signs");
      if (signs) return signs.textContent.split("■").length;
      if (!isNumber) return text;
      var plain = text.replace("−", "-").replace(words().mark, ".");
      var number = parseFloat(plain.replace(/^[^0-9.+-]+/, ""));
      return isNaN(number) ? null : number;
    }

    function compare(one, other) {
      if (typeof one === "number" && typeof other === "number") return one - other;
      return String(one).localeCompare(String(other), language, { numeric: true });
    }

    // Of numbers the greatest are wanted first; a third time brings the old order back.
    function nextOrder(heading) {
      var turns = heading.classList.contains("n") ? ["descending", "ascending", null] : ["ascending", "descending", null];
      return turns[(turns.indexOf(heading.getAttribute("aria-sort")) + 1) % 3];
    }

    function sort(table, column, heading, rows, next) {
      var body = table.tBodies[0];
      var kept = Number(table.dataset.kept);
      var isNumber = heading.classList.contains("n");
      all("th[aria-sort]", table.tHead).forEach(function (other) { other.removeAttribute("aria-sort"); });
      var sorted = rows.slice(kept);
      if (next) {
        heading.setAttribute("aria-sort", next);
        var keyed = sorted.map(function (row) { return [key(row.cells[column], isNumber), row]; });
        keyed.sort(function (one, other) {
          if (one[0] === null || other[0] === null) return (one[0] === null) - (other[0] === null);
          return compare(one[0], other[0]) * (next === "ascending" ? 1 : -1);
        });
        sorted = keyed.map(function (pair) { return pair[1]; });
      }
      sorted.forEach(function (row) { body.append(row); });
    }

    // Columns of few texts that repeat can be chosen from.
    function choices(rows, column) {
      var found = new Map();
      rows.forEach(function (row) {
        var text = told(row.cells[column]);
        if (!found.has(text)) found.set(text, key(row.cells[column], false));
      });
      if (found.size < 2 || found.size > 40 || found.size * 2 > rows.length) return null;
      return Array.from(found.keys()).sort(function (one, other) {
        if (!one || !other) return !one - !other;
        return compare(found.get(one), found.get(other));
      });
    }

    function equip(table, isCard) {
      var rows = Array.from(table.tBodies[0].rows);
      var kept = Number(table.dataset.kept);
      var headings = Array.from(table.tHead.rows[0].cells);
      var free = rows.slice(kept);
      var tools = element("div", { className: "tools" });
      var say = data.words[table.closest("[lang]").lang];
      if (free.length > 7 && !isCard) {
        headings.forEach(function (heading, column) {
          var button = element("button", { type: "button", title: say.sort });
          button.append.apply(button, Array.from(heading.childNodes));
          heading.append(button);
          button.addEventListener("click", function () { sort(table, column, heading, rows, nextOrder(heading)); });
        });
      }
      var filter = free.length > 7 && !isCard ? filters(table, headings, free, tools, say) : null;
      var more = null;
      if (table.querySelector(".d")) {
        more = element("button", { type: "button", className: "more", "aria-pressed": "false" }, [say.all_columns]);
        more.addEventListener("click", function () {
          var full = table.classList.toggle("full");
          more.setAttribute("aria-pressed", String(full));
          more.textContent = full ? say.fewer_columns : say.all_columns;
        });
        tools.append(more);
      }
      if (tools.childNodes.length) table.parentNode.before(tools);
      known.set(table, {
        asked: function () {
          var sorted = headings.findIndex(function (heading) { return heading.hasAttribute("aria-sort"); });
          return {
            sorted: sorted,
            order: sorted < 0 ? null : headings[sorted].getAttribute("aria-sort"),
            filter: filter && filter.asked(),
            full: table.classList.contains("full")
          };
        },
        ask: function (asked) {
          if (filter && asked.filter) filter.ask(asked.filter);
          if (filter && headings.length) {
            var column = Math.max(asked.sorted, 0);
            sort(table, column, headings[column], rows, asked.order);
          }
          if (more && asked.full !== table.classList.contains("full")) more.click();
        }
      });
    }

    function filters(table, headings, rows, tools, say) {
      var field = element("input", { type: "search", autocomplete: "off", spellcheck: false });
      var selects = [];
      var count = element("output", { "aria-live": "polite" });
      var folded = rows.map(function (row) {
        return fold(Array.from(row.cells).filter(function (cell) {
          return !cell.classList.contains("n");
        }).map(told).join(" "));
      });
      tools.append(element("label", {}, [element("span", {}, [say.find]), field]));
      headings.forEach(function (heading, column) {
        if (heading.classList.contains("n")) return;
        var options = choices(rows, column);
        if (!options) return;
        var select = element("select", {}, [element("option", { value: "" }, [say.all])]);
        options.forEach(function (text) {
          select.append(element("option", { value: "=" + text }, [text || say.none]));
        });
        selects.push([select, column]);
        tools.append(element("label", {}, [element("span", {}, [heading.textContent.trim()]), select]));
      });
      var clear = element("button", { type: "button", hidden: true }, [say.clear]);
      tools.append(clear, count);
      function filter() {
        var wanted = fold(field.value).split(/\s+/).filter(Boolean);
        var shown = 0;
        rows.forEach(function (row, index) {
          var holds = wanted.every(function (word) { return folded[index].indexOf(word) >= 0; })
            && selects.every(function (pair) {
              return !pair[0].value || pair[0].value === "=" + told(row.cells[pair[1]]);
            });
          row.hidden = !holds;
          shown += holds;
        });
        var isFiltered = wanted.length > 0 || selects.some(function (pair) { return pair[0].value; });
        clear.hidden = !isFiltered;
        count.textContent = say.rows.replace("{shown}", shown).replace("{all}", rows.length)
          + (shown ? "" : ". " + say.no_row);
      }
      tools.addEventListener("input", filter);
      clear.addEventListener("click", function () {
        field.value = "";
        selects.forEach(function (pair) { pair[0].value = ""; });
        filter();
        field.focus();
      });
      filter();
      return {
        // A choice is told by the first row it shows: its text differs from language to language.
        asked: function () {
          return {
            text: field.value,
            chosen: selects.map(function (pair) {
              return pair[0].value && rows.findIndex(function (row) {
                return pair[0].value === "=" + told(row.cells[pair[1]]);
              });
            })
          };
        },
        ask: function (asked) {
          field.value = asked.text;
          selects.forEach(function (pair, index) {
            var row = rows[asked.chosen[index]];
            pair[0].value = row && asked.chosen[index] !== "" ? "=" + told(row.cells[pair[1]]) : "";
          });
          filter();
        }
      };
    }

    // The list of cards is found in as tables are.
    function equipList(list) {
      var items = Array.from(list.children);
      if (items.length < 8) return;
      var say = data.words[list.closest("[lang]").lang];
      var field = element("input", { type: "search", autocomplete: "off", spellcheck: false });
      var count = element("output", { "aria-live": "polite" });
      function filter() {
        var wanted = fold(field.value).split(/\s+/).filter(Boolean);
        var shown = 0;
        items.forEach(function (item) {
          var text = fold(item.textContent);
          item.hidden = !wanted.every(function (word) { return text.indexOf(word) >= 0; });
          shown += !item.hidden;
        });
        count.textContent = say.rows.replace("{shown}", shown).replace("{all}", items.length);
      }
      field.addEventListener("input", filter);
      list.before(element("div", { className: "tools" }, [
        element("label", {}, [element("span", {}, [say.find]), field]), count
      ]));
      filter();
      known.set(list, {
        asked: function () { return field.value; },
        ask: function (text) { field.value = text; filter(); }
      });
    }

    // A card is printed on one page: made smaller as far as it can still be read, and without the columns
    // that a narrow screen does without where that is not enough.
    function fit() {
      var printed = all(".card", holder);
      if (!printed.length) return;
      root.classList.add("printing");
      var room = document.querySelector(".sheet").offsetHeight - document.querySelector(".top").offsetHeight;
      function factors() {
        return printed.map(function (card) { return room / card.getBoundingClientRect().height; });
      }
      printed.forEach(function (card) { card.classList.remove("brief"); card.style.zoom = ""; });
      factors().forEach(function (factor, index) { printed[index].classList.toggle("brief", factor < 0.75); });
      // The largest size that fits, found for all cards at once: what is smaller has other lines.
      var bounds = factors().map(function (factor) { return factor < 1 ? [0.5, 1] : [1, 1]; });
      for (var turn = 0; turn < 6; turn += 1) {
        bounds.forEach(function (bound, index) {
          printed[index].style.zoom = ((bound[0] + bound[1]) / 2).toFixed(3);
        });
        factors().forEach(function (factor, index) {
          var bound = bounds[index];
          bound[factor < 1 ? 1 : 0] = (bound[0] + bound[1]) / 2;
        });
      }
      bounds.forEach(function (bound, index) { printed[index].style.zoom = bound[0].toFixed(3); });
    }

    var sheets = document.styleSheets[0];
    var turned = false;

    // One page is shown, and that alone is printed: the paper lies as it wants.
    window.addEventListener("beforeprint", function () {
      var shown = visible("section");
      if (shown && shown.classList.contains("wide") && !turned) {
        sheets.insertRule("@page { size: A4 landscape; }", sheets.cssRules.length);
        turned = true;
      }
      fit();
    });
    window.addEventListener("afterprint", function () {
      if (turned) sheets.deleteRule(sheets.cssRules.length - 1);
      turned = false;
      root.classList.remove("printing");
      all(".card", holder).forEach(function (card) { card.style.zoom = ""; });
    });
    window.addEventListener("hashchange", function () { show(true); });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tellColours);
    document.addEventListener("click", function (event) {
      var button = event.target.closest("button, .skip");
      if (!button) return;
      if (button.classList.contains("skip")) {
        event.preventDefault();
        main.focus();
      } else if (button.dataset.language) {
        speak(button.dataset.language);
        show(false);
      } else if (button.dataset.do === "dark") {
        root.dataset.theme = isDark() ? "light" : "dark";
        tellColours();
      } else if (button.dataset.do === "print") {
        window.print();
      } else if (button.dataset.do === "all") {
        location.hash = "all-" + button.closest("section").dataset.page;
      }
    });

    function equipAll(edition) {
      all(".wrap > table", edition).forEach(function (table) { equip(table, false); });
      all("ul.cards", edition).forEach(equipList);
    }

    main.append(element("div", { className: "sheet" }));
    equipAll(main);
    speak(language);
    tellColours();
    show(false);
  });
}());
