// graphql-js as a client. Standard input: {"introspection": the answer, "sdl": the served text, "operations": [text]}.
// Standard output: {"problems": [text], "printed": text, "served": text, "valid": [boolean]}.
const graphql = require("graphql");

const { introspection, sdl, operations } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const print = (schema) => graphql.printSchema(graphql.lexicographicSortSchema(schema));
const schema = graphql.buildClientSchema(introspection.data);
// The served text may apply directives that are younger than this version, such as @oneOf.
const served = graphql.buildSchema(sdl, { assumeValidSDL: true });
process.stdout.write(
  JSON.stringify({
    problems: graphql.validateSchema(schema).map((problem) => problem.message),
    printed: print(schema),
    served: print(served),
    valid: operations.map((operation) => graphql.validate(schema, graphql.parse(operation)).length === 0),
  }),
);
