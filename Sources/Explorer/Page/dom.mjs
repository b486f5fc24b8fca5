/**
 * Makes an element. Texts become text nodes and never markup, whoever wrote them.
 *
 * @param properties properties of the element; those that begin with `on` are listeners, `class` and names with a dash attributes
 * @param children elements and texts; null is left out
 */
export function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
        if (value === null || value === undefined) continue;
        if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
        else if (key === "class" || key === "role" || key.includes("-")) made.setAttribute(key, value);
        else made[key] = value;
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
}

export function find(id) {
    return document.getElementById(id);
}
