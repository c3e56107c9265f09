using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>
/// The keys of an offer's hashes: derived from one secret of the installation, which the database keeps protected by the key ring.
/// To be asked before an operation, for the key ring itself writes through the lane.
/// </summary>
public sealed class ParticipantKeys(IDbContextFactory<PromoOffersDb> reading, IWrites writes, IDataProtectionProvider protection)
{
    private const int SecretLength = 32;

    private readonly IDataProtector protector = protection.CreateProtector("PromoOffers.ParticipantKeys");
    private volatile byte[]? secret;

    public async Task<OfferKey> For(int offerId, CancellationToken cancel)
    {
        var known = secret ??= await Read(cancel) ?? await Make(cancel);
        var info = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(info, offerId);
        return new OfferKey(HKDF.DeriveKey(HashAlgorithmName.SHA256, known, SecretLength, info: info));
    }

    private async Task<byte[]?> Read(CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var kept = await db.Organization.AsNoTracking().Select(o => o.ParticipantKey).SingleAsync(cancel);
        return kept is null ? null : protector.Unprotect(Convert.FromBase64String(kept));
    }

    private async Task<byte[]> Make(CancellationToken cancel)
    {
        var made = Convert.ToBase64String(protector.Protect(RandomNumberGenerator.GetBytes(SecretLength)));
        // Of two servers that make one at once the first is kept, by both.
        await writes.Run((db, stop) => db.Organization.Where(o => o.ParticipantKey == null)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.ParticipantKey, made), stop), cancel);
        return await Read(cancel) ?? throw new InvalidOperationException("The key of participants was not kept.");
    }
}

/// <summary>Hashes that tell whether somebody was here before without keeping who; of no use in another offer.</summary>
public sealed class OfferKey(byte[] key)
{
    public byte[] OfAddress(string email) => Hash("address:" + EmailAddress.Canonical(email));

    public byte[] OfVisitor(string visitor) => Hash("visitor:" + visitor);

    /// <param name="sourceId">What another system calls something that happened there.</param>
    public byte[] OfSource(string sourceId) => Hash("source:" + sourceId);

    private byte[] Hash(string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
