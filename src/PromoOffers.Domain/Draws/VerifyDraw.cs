using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PromoOffers.Domain.Draws;

/// <summary>What is wrong with a certificate or its list.</summary>
public enum DrawProblemKind
{
    /// <summary>A field is missing, or is not what the format wants there.</summary>
    Format,

    /// <summary>A field is not what it was when the certificate was issued.</summary>
    Seal,

    /// <summary>The seed is not the one that was committed to.</summary>
    Commitment,

    /// <summary>A line of the list is not of its form, or not in its place.</summary>
    ListLine,

    /// <summary>The list has another number of entries.</summary>
    ListEntries,

    /// <summary>The list has another total weight.</summary>
    ListWeight,

    /// <summary>The list has another digest.</summary>
    ListDigest,

    /// <summary>Somebody else is drawn at this rank.</summary>
    Order,

    /// <summary>At this rank somebody wins who should not, or does not who should.</summary>
    Outcome,
}

/// <param name="At">Name of the field, number of the line or rank; for <see cref="DrawProblemKind.ListDigest"/> the line that was changed, null where no single one was.</param>
public sealed record DrawProblem(DrawProblemKind Kind, string? At);

/// <summary>
/// Draws once more from a certificate and its list, by nothing but these two. The same is done, independently, by
/// wwwroot/js/verify-draw.js; docs/draws.md says how to write a third.
/// </summary>
public sealed class VerifyDraw
{
    private readonly List<DrawProblem> problems = [];

    private VerifyDraw() { }

    /// <returns>Empty: it holds.</returns>
    public static IReadOnlyList<DrawProblem> Run(string certificate, Stream list)
    {
        var verification = new VerifyDraw();
        try
        {
            using var document = JsonDocument.Parse(certificate);
            verification.Verify(document.RootElement, list);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) // The latter: half a surrogate pair.
        {
            verification.Add(DrawProblemKind.Format, "certificate");
        }
        return verification.problems;
    }

    private void Verify(JsonElement certificate, Stream list)
    {
        CheckSeals(certificate);
        var fields = new CertificateFields(certificate);
        if (!fields.AreGood)
        {
            foreach (var field in fields.Bad) Add(DrawProblemKind.Format, field);
            return;
        }
        if (DrawSeed.Commitment(fields.Seed) != fields.Commitment) Add(DrawProblemKind.Commitment, null);
        var read = ReadList(list, fields);
        if (read is { } entries) Draw(fields, entries.Ids, entries.Weights);
        CheckOutcomes(fields);
    }

    private void CheckSeals(JsonElement certificate)
    {
        if (certificate.ValueKind != JsonValueKind.Object || !certificate.TryGetProperty(DrawCertificate.Seals, out var seals) || seals.ValueKind != JsonValueKind.Object)
        {
            Add(DrawProblemKind.Format, DrawCertificate.Seals);
            return;
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in certificate.EnumerateObject().Where(p => p.Name != DrawCertificate.Seals))
        {
            names.Add(property.Name);
            if (!seals.TryGetProperty(property.Name, out var seal) || seal.ValueKind != JsonValueKind.String || seal.GetString() != DrawCertificate.Seal(property))
                Add(DrawProblemKind.Seal, property.Name);
        }
        foreach (var seal in seals.EnumerateObject().Where(s => !names.Contains(s.Name))) Add(DrawProblemKind.Seal, seal.Name);
    }

    /// <returns>Null: it is not the list that was frozen, and drawing from it would say nothing.</returns>
    private (List<string> Ids, List<long> Weights)? ReadList(Stream list, CertificateFields fields)
    {
        var (ids, weights, locator) = (new List<string>(), new List<long>(), new LineLocator(keepsLines: true));
        using var writer = new EntryListWriter();
        using var reader = new StreamReader(list, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        var good = true;
        foreach (var (number, line) in Lines(reader.ReadToEnd()))
        {
            locator.Add(Encoding.Latin1.GetBytes(line));
            if (Read(line) is var (id, weight) && IsNext(ids, id) && weight <= EntryListWriter.MaxTotalWeight - writer.TotalWeight)
            {
                writer.Add(id, weight);
                ids.Add(id);
                weights.Add(weight);
                continue;
            }
            Add(DrawProblemKind.ListLine, $"{number}");
            good = false;
        }
        if (good && writer.Count != fields.Entries) Add(DrawProblemKind.ListEntries, null);
        if (good && writer.TotalWeight != fields.Weight) Add(DrawProblemKind.ListWeight, null);
        if (good && writer.Digest().Sha256 == fields.ListDigest) return (ids, weights);
        Add(DrawProblemKind.ListDigest, locator.Find(fields.Locator, fields.Entries)?.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    private static bool IsNext(List<string> ids, string id) => ids.Count == 0 || string.CompareOrdinal(ids[^1], id) < 0;

    /// <summary>Each line ends with LF, the last one too; what follows the last LF is a line of a wrong form.</summary>
    private static IEnumerable<(int Number, string Line)> Lines(string text)
    {
        var number = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            yield return (++number, end < 0 ? text[start..] + "\0" : text[start..end]);
            start = end < 0 ? text.Length : end + 1;
        }
    }

    private static (string Id, long Weight)? Read(string line)
    {
        if (line.Split(' ') is not [var id, var digits] || !EntryListWriter.IsEntryId(id)) return null;
        // By hand first: the library would take a number that null characters follow.
        if (digits is not { Length: > 0 and <= EntryListWriter.MaxWeightDigits } || digits[0] == '0' || !digits.All(char.IsAsciiDigit)) return null;
        return (id, long.Parse(digits, CultureInfo.InvariantCulture));
    }

    private void Draw(CertificateFields fields, List<string> ids, List<long> weights)
    {
        var order = new DrawOrder(weights, new DrawNumbers(fields.Seed, fields.ListDigest, fields.PublicValue));
        foreach (var rank in fields.Drawn)
        {
            if (order.Next() is not { } drawn || ids[drawn] != rank.Entry) Add(DrawProblemKind.Order, $"{rank.Rank}");
        }
    }

    private void CheckOutcomes(CertificateFields fields)
    {
        var outcomes = Standing.Of(fields.Drawn.Count, fields.Winners, fields.Record);
        foreach (var rank in fields.Drawn)
        {
            if (rank.Outcome != DrawCertificate.Word(outcomes[rank.Rank - 1])) Add(DrawProblemKind.Outcome, $"{rank.Rank}");
        }
        if (outcomes.Count(o => o == Outcome.Won) < fields.Winners && fields.Drawn.Count < fields.Entries) Add(DrawProblemKind.Outcome, $"{fields.Drawn.Count + 1}");
    }

    private void Add(DrawProblemKind kind, string? at) => problems.Add(new(kind, at));
}
