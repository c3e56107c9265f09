using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using PromoOffers.Data;
using PromoOffers.Data.SqlServer;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>
/// Which operations have sent a statement to a stand-in in this test run, so that none is forgotten. An operation is a class of
/// Data with one public Run; a statement is its own where it stands on the stack below it.
/// </summary>
public static class RecordedOperations
{
    private static readonly ConcurrentDictionary<Type, bool> Recorded = new();
    private static readonly ConcurrentDictionary<Type, bool> Tests = new();

    /// <summary>Every operation there is.</summary>
    public static IEnumerable<Type> All() =>
        new[] { typeof(PromoOffersDb).Assembly, typeof(SqlServerDatabase).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false }
                && type.GetMethods().Any(method => method.Name == "Run" && method.DeclaringType == type)
                && !typeof(Data.Transactions.IWrites).IsAssignableFrom(type)
                && !typeof(Data.Transactions.IMigrateDatabase).IsAssignableFrom(type));

    public static bool Has(Type operation) => Recorded.ContainsKey(operation);

    /// <summary>The classes of tests over the stand-in that an assembly has, and that have not begun in this run.</summary>
    public static IEnumerable<Type> NotBegun(System.Reflection.Assembly tests) =>
        tests.GetTypes().Where(type => !type.IsAbstract && typeof(ContractTests<StandInTestDatabase>).IsAssignableFrom(type) && !Tests.ContainsKey(type));

    internal static void Begin(Type tests) => Tests.TryAdd(tests, true);

    internal static void Note()
    {
        foreach (var frame in new StackTrace(fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod()?.DeclaringType is not { } type) continue;
            // An async method's body and a lambda's are in classes that the compiler nests in the one that was written.
            while (type.DeclaringType is { } outer && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)) type = outer;
            Recorded.TryAdd(type, true);
        }
    }
}
