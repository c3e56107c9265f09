using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Sqlite;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Tests.Migrations;

/// <summary>
/// Lets the test assembly, started with <see cref="Argument"/>, be a server that migrates, for a test that kills it.
/// </summary>
internal static class MigratingProcess
{
    public const string Argument = "--be-a-server-that-migrates";
    public const string Begun = "migrating";

#pragma warning disable CA2255 // The entry point is the test runner's; this is the only place before it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void RunIfTold()
    {
        var arguments = Environment.GetCommandLineArgs();
        var told = Array.IndexOf(arguments, Argument);
        if (told < 0) return;
        Console.WriteLine(Begun);
        using (var services = new ServiceCollection().AddPromoOffersOnSqlite(arguments[told + 1]).BuildServiceProvider())
            services.GetRequiredService<IMigrateDatabase>().Run(CancellationToken.None).GetAwaiter().GetResult();
        Environment.Exit(0);
    }
}
