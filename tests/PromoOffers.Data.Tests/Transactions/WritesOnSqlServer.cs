using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Transactions;

public sealed class WritesOnSqlServer : WritesContract<SqlServerTestDatabase>;
