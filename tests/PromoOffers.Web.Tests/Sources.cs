using System.Runtime.CompilerServices;

namespace PromoOffers.Web.Tests;

/// <summary>The source files of the web project, for the tests that read them.</summary>
internal static class Sources
{
    public static string Web { get; } = Path.GetFullPath(Path.Combine(Here(), "../../src/PromoOffers.Web"));

    public static IEnumerable<string> Files(params string[] extensions) =>
        Directory.EnumerateFiles(Web, "*", SearchOption.AllDirectories)
            .Where(f => extensions.Contains(Path.GetExtension(f)) && !Path.GetRelativePath(Web, f).Split('/', '\\').Any(p => p is "bin" or "obj"));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
