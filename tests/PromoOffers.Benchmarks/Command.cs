using System.Globalization;

namespace PromoOffers.Benchmarks;

/// <summary><c>NAME [--size N] [--json FILE]</c>: runs a benchmark, prints what it measured and writes the same as JSON. Ends with 1 where something did not hold.</summary>
internal static class Command
{
    public static async Task<int> Run(string[] args, IReadOnlyDictionary<string, Func<BenchmarkRun, Task>> benchmarks)
    {
        if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark) || Options(args) is not { } options)
        {
            Console.Error.WriteLine($"usage: {string.Join('|', benchmarks.Keys)} [--size N] [--json FILE]");
            return 2;
        }
        var run = new BenchmarkRun(args[0], options.Size);
        await benchmark(run);
        run.PrintTable(Console.Out);
        if (options.Json is not null) run.WriteJson(options.Json);
        foreach (var broken in run.Broken) Console.Error.WriteLine(broken);
        return run.Broken.Count == 0 ? 0 : 1;
    }

    private static (int? Size, string? Json)? Options(string[] args)
    {
        (int? Size, string? Json) options = default;
        for (var i = 1; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            if (args[i] == "--json") options.Json = args[i + 1];
            else if (args[i] == "--size" && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var size) && size > 0) options.Size = size;
            else return null;
        }
        return options;
    }
}
