using Microsoft.Data.SqlClient;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>A command as the SQL Server provider sent it.</summary>
/// <param name="Text">The batch.</param>
/// <param name="Parameters">Its parameters, with their SQL Server types.</param>
/// <param name="InTransaction">Whether a transaction was open that somebody had begun by name.</param>
public sealed record RecordedStatement(string Text, IReadOnlyList<SqlParameter> Parameters, bool InTransaction);
