import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = new URL("../../Sources/Explorer/Page/", import.meta.url);
const files = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);
const scripts = files.filter(([name]) => name.endsWith(".mjs"));

test("No text becomes markup or code, and no script is in the page itself", () => {
    assert.ok(scripts.length > 10);
    for (const [name, text] of scripts) {
        assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc/, name);
    }
    const page = readFileSync(new URL("explorer.html", folder), "utf8");
    assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)|<style|\son[a-z]+=|\sstyle=/);
});

test("Nothing is loaded from elsewhere", () => {
    for (const [name, text] of files) assert.doesNotMatch(text, /(src|href|url\(|import|from)\s*[=(]?\s*["']?(https?:)?\/\/[a-z]/, name);
});

test("A token and variables are kept for the tab alone", () => {
    const memory = readFileSync(new URL("memory.mjs", folder), "utf8");
    for (const secret of ["token", "variables"]) {
        assert.match(memory, new RegExp(`write\\(tab\\(\\), "${secret}"`));
        assert.doesNotMatch(memory, new RegExp(`write\\(browser\\(\\), "${secret}"`));
    }
});

test("Every element that a script finds by its id is in the page", () => {
    const page = readFileSync(new URL("explorer.html", folder), "utf8");
    for (const [name, text] of scripts) {
        for (const [, id] of text.matchAll(/find\("([a-z]+)"\)/g)) assert.ok(page.includes(`id="${id}"`), `${id} of ${name}`);
    }
});
