// graphql-js as a client. Standard input: {"introspection": the answer, "sdl": the served text, "operations": [text]}.
// Standard output: {"problems": [text], "printed": text, "served": text, "valid": [boolean]}.
const graphql = require("graphql");

const { introspection, sdl, operations } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const print = (schema) => graphql.printSchema(graphql.lexicographicSortSchema(schema));
const config = graphql.buildClientSchema(introspection.data).toConfig();
// What the specification builds in is in no printed schema. To a version that is older than @oneOf it is a directive like any other.
const directives = config.directives.filter((directive) => directive.name !== "oneOf");
const schema = new graphql.GraphQLSchema({ ...config, directives });
const served = graphql.buildSchema(sdl, { assumeValidSDL: true });
process.stdout.write(
  JSON.stringify({
    problems: graphql.validateSchema(schema).map((problem) => problem.message),
    printed: print(schema),
    served: print(served),
    valid: operations.map((operation) => graphql.validate(schema, graphql.parse(operation)).length === 0),
  }),
);
