// @ts-check
// Completes the last word of the search field from names that are the same for everybody: that reads nothing.

/** @type {Record<string, string[]>} names of values by token; under "", the tokens themselves */
const names = JSON.parse(document.querySelector("[data-search-names]")?.textContent ?? "{}");

const SHORTEST = 2;
const MOST = 20;

/**
 * What the last word may become. Nothing once it is complete.
 * @param {string} text @returns {{whole: string, word: string}[]} the text with the word completed, and the word
 */
export function completionsOf(text) {
  const word = /\S*$/.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - word.length);
  const colon = word.indexOf(":");
  const token = colon < 0 ? "" : word.slice(0, colon).toLowerCase();
  const begun = word.slice(colon + 1).toLowerCase();
  const known = names[token] ?? [];
  if ((token === "" && begun.length < SHORTEST) || known.includes(begun)) return [];
  return known
    .filter((name) => name.startsWith(begun))
    .slice(0, MOST)
    .map((name) => {
      const completed = token === "" ? name : `${token}:${name}`;
      return { whole: before + completed + (completed.endsWith(":") ? "" : " "), word: completed };
    });
}

/** Whether the last word waits for a value: to search for half a name would be an error. @param {string} text */
export const isBegun = (text) => /(^|\s)[a-z]+:$/i.test(text) || (/(^|\s)[a-z]+:\S+$/i.test(text) && completionsOf(text).length > 0);

/** Whether it has filters, which are searched on the list of attempts. @param {string} text */
export const hasTokens = (text) => /(^|\s)[a-z]+:/i.test(text);
