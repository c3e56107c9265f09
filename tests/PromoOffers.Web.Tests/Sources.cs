using PromoOffers.Testing;

namespace PromoOffers.Web.Tests;

/// <summary>The source files, for the tests that read them.</summary>
internal static class Sources
{
    /// <summary>The repository's top folder. (A caller's file path would not do: a CI build writes another one into the assembly.)</summary>
    public static string Root { get; } = Repository.Root;

    public static string Web { get; } = Path.Combine(Root, "src", "PromoOffers.Web");

    public static IEnumerable<string> Files(params string[] extensions) => Files(Web, extensions);

    /// <summary>The C# files of a project of src, with their path in it and without their comments; migrations are left out.</summary>
    public static IEnumerable<(string Path, string Code)> Of(string project)
    {
        var folder = Path.Combine(Root, "src", project);
        return Files(folder, ".cs")
            .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Path.StartsWith("Migrations/", StringComparison.Ordinal))
            .Select(file => (file.Path, WithoutComments(File.ReadAllText(file.File))));
    }

    private static IEnumerable<string> Files(string folder, string[] extensions) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => extensions.Contains(Path.GetExtension(f)) && !Path.GetRelativePath(folder, f).Split('/', '\\').Any(p => p is "bin" or "obj"));

    private static string WithoutComments(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
}
