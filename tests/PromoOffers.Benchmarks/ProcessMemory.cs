using System.Globalization;

namespace PromoOffers.Benchmarks;

/// <summary>Physical memory of another process, from Linux's /proc; nothing is known elsewhere.</summary>
internal sealed class ProcessMemory(int processId)
{
    private readonly string folder = $"/proc/{processId}";

    /// <summary>Now, in MB; null: not Linux.</summary>
    public double? Resident() => Status("VmRSS:");

    /// <summary>The most since <see cref="ForgetPeak"/>, in MB; null: not Linux.</summary>
    public double? Peak() => Status("VmHWM:");

    /// <summary>Lets the peak begin anew (proc(5), clear_refs).</summary>
    public void ForgetPeak()
    {
        if (File.Exists($"{folder}/clear_refs")) File.WriteAllText($"{folder}/clear_refs", "5");
    }

    private double? Status(string field)
    {
        if (!File.Exists($"{folder}/status")) return null;
        var line = File.ReadLines($"{folder}/status").Single(l => l.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line[field.Length..^" kB".Length], CultureInfo.InvariantCulture) / 1024;
    }
}
