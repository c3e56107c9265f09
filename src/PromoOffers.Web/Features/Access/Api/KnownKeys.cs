using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Features.Access.Api;

/// <summary>
/// Keys by their prefix, read again after a moment: a shop asks with the same key many times a second. A key that this server revokes is
/// refused at once, by another server within <see cref="Moment"/>.
/// </summary>
public sealed class KnownKeys(IDbContextFactory<PromoOffersDb> reading, NoteKeyUsed note, TimeProvider time)
{
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> known = new();

    /// <returns>Null: no key in force looks like that.</returns>
    public async ValueTask<ApiKey?> Find(string text, CancellationToken cancel)
    {
        if (ApiSecret.Read(text) is not { } secret) return null;
        var now = time.GetUtcNow().UtcDateTime;
        if (!known.TryGetValue(secret.Prefix, out var entry) || now - entry.ReadAt >= Moment) entry = await Read(secret.Prefix, now, cancel);
        if (entry is null || !secret.Matches(entry.Key.SecretHash) || !entry.Key.HoldsAt(now)) return null;
        if (!(now - entry.NotedAt < NoteKeyUsed.Grain)) await Note(entry, now, cancel);
        return entry.Key;
    }

    public void Forget() => known.Clear();

    /// <summary>A prefix that names no key is not kept: anybody could fill the memory with them.</summary>
    private async Task<Entry?> Read(string prefix, DateTime now, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Prefix == prefix, cancel);
        if (key is null)
        {
            known.TryRemove(prefix, out _);
            return null;
        }
        return known[prefix] = new Entry(key, now) { NotedAt = key.LastUsedAt };
    }

    private Task<int> Note(Entry entry, DateTime now, CancellationToken cancel)
    {
        entry.NotedAt = now;
        return note.Run(entry.Key.Id, now, cancel);
    }

    private sealed record Entry(ApiKey Key, DateTime ReadAt)
    {
        public DateTime? NotedAt { get; set; }
    }
}
