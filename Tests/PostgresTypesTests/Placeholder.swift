@testable import PostgresTypes
