namespace PromoOffers.Benchmarks;

/// <summary>An empty folder that goes with what is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("promooffers-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
