/**
 * What the page remembers. Documents stay in this browser. A token and variables, which hold what is somebody's, end with the tab.
 * Where the browser keeps nothing, nothing is kept.
 */
const MOST = 50;

export const memory = {
    get token() {
        return read(tab(), "token") ?? "";
    },
    set token(value) {
        write(tab(), "token", value);
    },
    get variables() {
        return read(tab(), "variables") ?? "";
    },
    set variables(value) {
        write(tab(), "variables", value);
    },
    get draft() {
        return read(browser(), "draft");
    },
    set draft(value) {
        write(browser(), "draft", value);
    },

    /** Documents that were run, the last first. */
    get history() {
        try {
            const kept = JSON.parse(read(browser(), "history") ?? "[]");
            return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
        } catch {
            return [];
        }
    },

    /** Keeps a document; as many of those before it as there is room for. */
    remember(document) {
        const kept = [document, ...this.history.filter((each) => each !== document)].slice(0, MOST);
        while (kept.length > 0 && !write(browser(), "history", JSON.stringify(kept))) kept.pop();
    },

    /** Forgets all documents, variables and the token. */
    forget() {
        for (const store of [tab(), browser()]) {
            for (const key of ["token", "variables", "draft", "history"]) write(store, key, null);
        }
    },
};

function tab() {
    return storage("sessionStorage");
}

function browser() {
    return storage("localStorage");
}

// A browser that is told to keep nothing throws when the store is only named.
function storage(name) {
    try {
        return window[name];
    } catch {
        return null;
    }
}

function read(store, key) {
    try {
        return store?.getItem(`souk.${key}`) ?? null;
    } catch {
        return null;
    }
}

/** Whether it is kept: a store can be full, or switched off. */
function write(store, key, value) {
    try {
        if (value === null) store?.removeItem(`souk.${key}`);
        else store?.setItem(`souk.${key}`, value);
        return true;
    } catch {
        return false;
    }
}
