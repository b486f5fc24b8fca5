import JSON
import Postgres

/// Sees to it that everything that is measured gives the same answer.
struct SampleCheck {
    let workload: Workload
    let samples: [RequestSample]

    /// Asks a server and each JSON form for the samples. Throws at the first difference.
    func run(_ endpoint: Endpoint, named name: String, _ connection: AdminConnection) async throws {
        for sample in samples {
            let answer = try sample.request.answer(from: endpoint)
            guard let data = answer["data"], answer["errors"] == nil else {
                throw BenchError("\(name) answers \(workload.name) with errors: \(answer.text)")
            }
            for form in workload.forms {
                let sql = form.sql.replacing(":tenant", with: "\(sample.tenant)").replacing(":key", with: "\(sample.key)")
                guard let text = try await connection.query(sql).text(row: 0, column: 0),
                    let expected = try? JSONParser.parse(Array(text.utf8))
                else { throw BenchError("The \(form.name) form of \(workload.name) gives no JSON.") }
                guard data.canonical == expected.canonical else {
                    throw BenchError(
                        """
                        \(name) and the \(form.name) form of \(workload.name) differ in tenant \(sample.tenant), key \(sample.key):
                        \(data.canonical.text)
                        \(expected.canonical.text)
                        """)
                }
            }
        }
    }
}
