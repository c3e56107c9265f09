using System.Globalization;
using System.Text.Json;

namespace PromoOffers.Benchmarks;

/// <summary>What one run of a benchmark is to do, and what it measured.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="size">The only size to run; null: all.</param>
internal sealed class BenchmarkRun(string name, int? size)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Measurement> measurements = [];
    private readonly List<string> broken = [];

    /// <summary>What should have held and did not.</summary>
    public IReadOnlyList<string> Broken => broken;

    public IEnumerable<int> Sizes(params int[] all) => size is { } only ? [only] : all;

    /// <summary>Tells what goes on, beside the figures.</summary>
    public static void Say(string what) => Console.Error.WriteLine(what);

    /// <param name="case">What was measured.</param>
    /// <param name="unit">Of both figures.</param>
    /// <param name="ours">What the application reached.</param>
    /// <param name="floor">What the same work without the application reached in the same run; null: there is no such.</param>
    /// <param name="peakMemoryMb">What the server's memory rose by at the most, in MB (2^20 bytes); null: not measured.</param>
    public void Add(string @case, string unit, double ours, double? floor, double? peakMemoryMb)
    {
        var measurement = new Measurement(name, @case, unit, Round(ours), Round(floor), Round(ours / floor), Round(peakMemoryMb));
        measurements.Add(measurement);
        Say($"{measurement.Case}: {Row(measurement)[1]} {unit}");
    }

    public void MustHold(bool holds, string what)
    {
        if (!holds) broken.Add($"Did not hold: {what}");
    }

    public void PrintTable(TextWriter output)
    {
        string[][] rows = [["case", "ours", "floor", "unit", "ratio", "peak memory, MB"], .. measurements.Select(Row)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column is 0 or 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }

    public void WriteJson(string file) => File.WriteAllText(file, JsonSerializer.Serialize(measurements, Json));

    private static string[] Row(Measurement m) => [m.Case, Number(m.Ours), Number(m.Floor), m.Unit, Number(m.Ratio), Number(m.PeakMemoryMb)];

    private static string Number(double? value) => value?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "-";

    private static double Round(double value) => Math.Round(value, Math.Abs(value) < 100 ? 3 : 1);

    private static double? Round(double? value) => value is { } known ? Round(known) : null;

    private sealed record Measurement(string Benchmark, string Case, string Unit, double Ours, double? Floor, double? Ratio, double? PeakMemoryMb);
}
