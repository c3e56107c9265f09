using System.Text.Json.Nodes;
using PromoOffers.Domain.Draws;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Draws;

/// <summary>
/// <c>verify-draw certificate.json entries.txt</c>: verifies a draw from the two files that are public of it. Opens no database, asks
/// no server and reads no settings.
/// </summary>
internal sealed class VerifyDrawCommand(TextWriter output, TextWriter error, Texts texts)
{
    public const string Name = "verify-draw";

    public const int Holds = 0;
    public const int DoesNotHold = 1;
    public const int CouldNotVerify = 2;

    /// <summary>Shown; a file that is something else altogether has one in each line.</summary>
    private const int MaxProblems = 100;

    private const int MaxCertificateBytes = 256 * 1024 * 1024;

    public int Run(IReadOnlyList<string> files)
    {
        if (files is not [var certificate, var list])
        {
            error.WriteLine(texts["Draws.CommandUsage", Name]);
            return CouldNotVerify;
        }
        try
        {
            using var entries = File.OpenRead(Find(list));
            return Verify(Read(Find(certificate)), entries);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error.WriteLine(texts["Draws.CommandUnreadable", unreadable.Message]);
            return CouldNotVerify;
        }
    }

    private int Verify(string certificate, Stream entries)
    {
        var problems = VerifyDraw.Run(certificate, entries);
        if (problems.Count == 0)
        {
            TellWhatToCompare(JsonNode.Parse(certificate)!);
            output.WriteLine(texts["Draws.Holds"]);
            return Holds;
        }
        output.WriteLine(texts["Draws.Fails"]);
        foreach (var problem in problems.Take(MaxProblems)) output.WriteLine($"- {texts[$"Draws.Problem{problem.Kind}", problem.At ?? "–"]}");
        if (problems.Count > MaxProblems) output.WriteLine(texts["Draws.MoreProblems", problems.Count - MaxProblems]);
        return DoesNotHold;
    }

    /// <summary>The files alone cannot say that they are the ones of this draw: who noted these two beforehand can.</summary>
    private void TellWhatToCompare(JsonNode certificate)
    {
        output.WriteLine(texts["Draws.CommandCommitment", certificate["commitment"]!.GetValue<string>()]);
        output.WriteLine(texts["Draws.CommandDigest", certificate["list"]!["sha256"]!.GetValue<string>()]);
        output.WriteLine(texts[certificate["publicValue"] is null ? "Draws.NotProvedKnown" : "Draws.CommandValue", certificate["publicValue"]?["value"]!.GetValue<string>()]);
    }

    private static string Read(string certificate) => new FileInfo(certificate).Length <= MaxCertificateBytes
        ? File.ReadAllText(certificate)
        : throw new IOException($"{certificate}: > {MaxCertificateBytes} B");

    /// <summary><c>dotnet run</c> starts the program in the folder of its project; where the shell stood is in PWD.</summary>
    private static string Find(string file)
    {
        var path = Path.GetFullPath(file);
        if (File.Exists(path) || Environment.GetEnvironmentVariable("PWD") is not { Length: > 0 } shell || !Path.IsPathRooted(shell)) return path;
        return Path.GetFullPath(file, shell);
    }
}
