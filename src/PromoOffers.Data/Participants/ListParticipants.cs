using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

public enum ParticipantFilter { All, GoalMet, Awaiting, CodeSent, Redeemed }

public enum ParticipantSort { Joined, Name, Goal, Codes }

/// <summary>Where a page begins: beyond the row with this value of the sorted column and this id.</summary>
/// <param name="Backwards">The page before that row instead of the one after it.</param>
public sealed record PageEdge(string Value, long Id, bool Backwards)
{
    /// <summary>As it stands in an address: <c>n:12:value</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Backwards ? 'p' : 'n')}:{Id}:{Value}");

    /// <returns>Null where the text is none: the list begins at its start.</returns>
    public static PageEdge? From(string? text) =>
        text?.Split(':', 3) is [("n" or "p") and var way, var id, var value] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new PageEdge(value, number, way == "p")
            : null;
}

/// <summary>Whom to list, and how.</summary>
public sealed record ParticipantQuery(int OfferId)
{
    public ParticipantFilter Filter { get; init; }
    public ParticipantSort Sort { get; init; }
    public bool Ascending { get; init; }

    /// <summary>Beginnings of words of the name or the address where <see cref="ByName"/>, or a whole code where <see cref="ByCode"/>; null or empty: everybody.</summary>
    public string? Search { get; init; }

    /// <summary>Whether names and addresses may be searched by, which tells them bit by bit; the caller has asked for View Personal Data.</summary>
    public bool ByName { get; init; } = true;

    /// <summary>Whether a code may be searched by; the caller has asked for Access Prizes.</summary>
    public bool ByCode { get; init; }

    /// <summary>Only those whom this participant referred; null: all.</summary>
    public long? ReferredById { get; init; }

    public PageEdge? Edge { get; init; }
    public int Size { get; init; } = 50;
}

/// <summary>One row of the list.</summary>
/// <param name="Referrer">Who brought this person; null: came directly.</param>
/// <param name="Friends">How many signed up through this person.</param>
public sealed record ParticipantRow(
    long Id, string EntryId, string FirstName, string LastName, string? Email, DateTime JoinedAt, DateTime? ConfirmedAt, int Progress, DateTime? GoalMetAt,
    PrizeState Prize, int CodesSent, string SortName, string Language, ReferrerName? Referrer, int Friends);

public sealed record ReferrerName(string EntryId, string FirstName, string LastName, string? Email);

/// <param name="Previous">Null: this is the first page.</param>
/// <param name="Next">Null: this is the last.</param>
public sealed record ParticipantPage(IReadOnlyList<ParticipantRow> Rows, PageEdge? Previous, PageEdge? Next);

/// <summary>Reads one page of an offer's participants; as fast in a million as in a thousand.</summary>
public sealed class ListParticipants(PromoOffersDb db)
{
    /// <summary>A search that finds more shows so many and leaves the rest to a longer word.</summary>
    public const int MostFound = 500;

    public async Task<ParticipantPage> Run(ParticipantQuery query, CancellationToken cancel)
    {
        var backwards = query.Edge?.Backwards == true;
        var found = await Projected(Sorted(await Matching(query, cancel), query, query.Ascending == backwards).Take(query.Size + 1)).ToListAsync(cancel);
        var more = found.Count > query.Size;
        if (more) found.RemoveAt(query.Size);
        if (backwards) found.Reverse();
        if (found.Count == 0) return new ParticipantPage([], null, null);
        return new ParticipantPage(
            found,
            query.Edge is null || (backwards && !more) ? null : EdgeAt(query.Sort, found[0], backwards: true),
            backwards || more ? EdgeAt(query.Sort, found[^1], backwards: false) : null);
    }

    private async Task<IQueryable<Participant>> Matching(ParticipantQuery query, CancellationToken cancel)
    {
        var rows = db.Participants.AsNoTracking();
        if (string.IsNullOrWhiteSpace(query.Search)) rows = rows.Where(p => p.OfferId == query.OfferId);
        else
        {
            // Taken by their keys and nothing else: a database that has to filter or sort as well may read everybody to find a few.
            var ids = await Found(query, cancel);
            rows = rows.Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).Take(MostFound);
        }
        rows = query.Filter switch
        {
            ParticipantFilter.All => rows,
            ParticipantFilter.GoalMet => rows.Where(p => p.GoalMetAt != null),
            ParticipantFilter.Awaiting => rows.Where(p => p.Prize == PrizeState.AwaitingCode || p.Prize == PrizeState.AwaitingDelivery),
            ParticipantFilter.CodeSent => rows.Where(p => p.CodesSent > 0),
            ParticipantFilter.Redeemed => rows.Where(p => p.Prize == PrizeState.Redeemed),
        };
        return query.ReferredById is { } referrer ? rows.Where(p => p.ReferredById == referrer) : rows;
    }

    /// <returns>Keys of participants of this offer alone.</returns>
    private async Task<IReadOnlyList<long>> Found(ParticipantQuery query, CancellationToken cancel) =>
        query.ByCode && await HolderOf(query.OfferId, query.Search!, cancel) is { } holder
            ? [holder]
            : query.ByName ? await Named(query.OfferId, Folded.Query(query.Search), cancel) : [];

    /// <summary>Who was given this code: the exact one, else the same without white space around it.</summary>
    private async Task<long?> HolderOf(int offerId, string code, CancellationToken cancel)
    {
        foreach (var wanted in (string[])[code, code.Trim()])
        {
            if (!System.Text.Ascii.IsValid(wanted)) return null;
            var bytes = System.Text.Encoding.ASCII.GetBytes(wanted);
            var holder = await (
                from promoCode in db.PromoCodes
                join award in db.Awards on promoCode.AwardId equals award.Id
                where promoCode.Code == bytes && promoCode.OfferId == offerId
                select (long?)award.ParticipantId).FirstOrDefaultAsync(cancel);
            if (holder is not null) return holder;
        }
        return null;
    }

    /// <summary>The longest word leads into the index; the others have to fit too. Words come in their order, so that the same are found again.</summary>
    private async Task<List<long>> Named(int offerId, IReadOnlyList<string> words, CancellationToken cancel)
    {
        if (words.Count == 0) return [];
        var leading = words.MaxBy(w => w.Length)!;
        var found = Beginning(offerId, leading);
        foreach (var word in words.Where(w => w != leading))
        {
            var fitting = Beginning(offerId, word);
            found = found.Where(f => fitting.Any(w => w.ParticipantId == f.ParticipantId));
        }
        var ids = await found.OrderBy(f => f.Word).ThenBy(f => f.ParticipantId).Select(f => f.ParticipantId).Take(MostFound).ToListAsync(cancel);
        return [.. ids.Distinct()];
    }

    private IQueryable<ParticipantWord> Beginning(int offerId, string word)
    {
        var end = word[..^1] + (char)(word[^1] + 1);
#pragma warning disable CA1309 // A range of the index, in the order of the database: by code point on both.
        return db.ParticipantWords.Where(w => w.OfferId == offerId && string.Compare(w.Word, word) >= 0 && string.Compare(w.Word, end) < 0);
#pragma warning restore CA1309
    }

    private static IQueryable<Participant> Sorted(IQueryable<Participant> rows, ParticipantQuery query, bool descending) => query.Sort switch
    {
        ParticipantSort.Joined => rows.Page(p => p.JoinedAt, descending, From(query, v => new DateTime(long.Parse(v, CultureInfo.InvariantCulture), DateTimeKind.Utc))),
        ParticipantSort.Name => rows.Page(p => p.SortName, descending, From(query, v => v)),
        ParticipantSort.Goal => rows.Page(p => p.Progress, descending, From(query, v => int.Parse(v, CultureInfo.InvariantCulture))),
        ParticipantSort.Codes => rows.Page(p => p.CodesSent, descending, From(query, v => int.Parse(v, CultureInfo.InvariantCulture))),
    };

    private static (T, long)? From<T>(ParticipantQuery query, Func<string, T> read)
    {
        if (query.Edge is null) return null;
        try
        {
            return (read(query.Edge.Value), query.Edge.Id);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null; // An address that somebody changed by hand: from the start.
        }
    }

    private static PageEdge EdgeAt(ParticipantSort sort, ParticipantRow row, bool backwards) => new(
        sort switch
        {
            ParticipantSort.Joined => row.JoinedAt.Ticks.ToString(CultureInfo.InvariantCulture),
            ParticipantSort.Name => row.SortName,
            ParticipantSort.Goal => row.Progress.ToString(CultureInfo.InvariantCulture),
            ParticipantSort.Codes => row.CodesSent.ToString(CultureInfo.InvariantCulture),
        },
        row.Id, backwards);

    /// <remarks>The referrer is joined: asked for as the first of its key, EF would number all participants to find it.</remarks>
    private IQueryable<ParticipantRow> Projected(IQueryable<Participant> rows) => rows.LeftJoin(db.Participants, p => p.ReferredById, r => r.Id, (p, r) => new ParticipantRow(
        p.Id, p.EntryId, p.FirstName, p.LastName, p.Email, p.JoinedAt, p.ConfirmedAt, p.Progress, p.GoalMetAt, p.Prize, p.CodesSent, p.SortName, p.Language,
        r == null ? null : new ReferrerName(r.EntryId, r.FirstName, r.LastName, r.Email),
        db.Participants.Count(f => f.ReferredById == p.Id)));
}
