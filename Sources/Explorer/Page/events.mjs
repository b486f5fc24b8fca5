/** Takes a stream of events apart as it comes, however it is cut: `{ name, data }` for each that is whole. */
export class Events {
    #rest = "";
    #name = "message";
    #data = [];

    /** Takes some more text, and returns the events that end in it. */
    take(text) {
        const events = [];
        const lines = (this.#rest + text).split("\n");
        this.#rest = lines.pop();
        for (const line of lines) {
            if (line !== "") {
                this.#read(line);
                continue;
            }
            if (this.#data.length > 0) events.push({ name: this.#name, data: this.#data.join("\n") });
            this.#name = "message";
            this.#data = [];
        }
        return events;
    }

    #read(line) {
        const colon = line.indexOf(":");
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "event") this.#name = value;
        if (field === "data") this.#data.push(value);
    }
}
