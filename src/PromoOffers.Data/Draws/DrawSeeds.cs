using Microsoft.AspNetCore.DataProtection;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Data.Draws;

/// <summary>A fresh seed: its public commitment, and itself as it is kept.</summary>
public sealed record SealedSeed(string Commitment, string Protected);

/// <summary>
/// Makes the seeds of drawings and opens them again: the key ring alone can. To be asked before an operation, for the key ring
/// itself writes through the lane.
/// </summary>
public sealed class DrawSeeds(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("PromoOffers.DrawSeeds");

    public IReadOnlyList<SealedSeed> Make(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var seed = DrawSeed.New();
        return new SealedSeed(DrawSeed.Commitment(seed), Convert.ToBase64String(protector.Protect(seed)));
    })];

    public byte[] Open(Drawing drawing) => protector.Unprotect(Convert.FromBase64String(drawing.ProtectedSeed));
}
