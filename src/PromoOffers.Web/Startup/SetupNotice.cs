using PromoOffers.Data.Access;

namespace PromoOffers.Web.Startup;

/// <summary>Tells the one-time setup code on standard output, past the log: a log is kept and read by more people.</summary>
public sealed class SetupNotice(PrepareSetup prepare)
{
    /// <summary>What the line with the code begins with.</summary>
    public const string Begin = "PromoOffers setup code:";

    /// <summary>What makes a new code where nobody noted the first.</summary>
    public const string Command = "PromoOffers.Web setup-code";

    /// <param name="again">Whether a code that was told before is replaced.</param>
    public async Task Tell(TextWriter output, bool again, CancellationToken cancel = default)
    {
        if (await prepare.Run(again, cancel) is { } code) await output.WriteLineAsync($"{Begin} {code}");
    }
}
