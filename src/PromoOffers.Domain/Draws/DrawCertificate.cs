using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromoOffers.Domain.Draws;

/// <summary>One rank in a certificate.</summary>
public sealed record CertifiedRank(int Rank, string Entry, Outcome Outcome);

/// <summary>One decision in a certificate.</summary>
public sealed record CertifiedDecision(int Rank, string Entry, RecordAct Act, DisqualificationCategory? Category, bool AfterFinal, DateTime At);

/// <summary>
/// What is public of a final drawing beside its list: enough to draw once more and get the same winners, and nothing of a person.
/// The format is docs/draws.md's.
/// </summary>
/// <param name="Offer">Last part of the offer's address.</param>
public sealed record DrawCertificate(
    string Offer, Drawing Drawing, string? PublicValueSource, IReadOnlyList<CertifiedRank> Drawn, IReadOnlyList<CertifiedDecision> Record)
{
    public const string Format = "promooffers.draw";
    public const int Version = 1;

    internal const string Seals = "seals";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="RuleBroken">The drawing is not final.</exception>
    public string ToJson()
    {
        var drawing = Drawing;
        if (!drawing.IsFinal) throw new RuleBroken("Only a final drawing has a certificate.");
        var certificate = new JsonObject
        {
            ["format"] = Format,
            ["version"] = Version,
            ["offer"] = Offer,
            ["drawing"] = drawing.Number,
            ["committedAt"] = Time(drawing.CommittedAt),
            ["opensAt"] = Time(drawing.OpensAt),
            ["closesAt"] = Time(drawing.ClosesAt),
            ["frozenAt"] = Time(drawing.FrozenAt),
            ["drawnAt"] = Time(drawing.DrawnAt),
            ["finalizedAt"] = Time(drawing.FinalizedAt),
            ["commitment"] = drawing.Commitment,
            ["list"] = new JsonObject
            {
                ["sha256"] = drawing.ListDigest,
                ["entries"] = drawing.Entrants,
                ["weight"] = drawing.TotalWeight,
                ["locator"] = drawing.ListLocator,
            },
            ["publicValue"] = drawing.PublicValue is null ? null : new JsonObject { ["source"] = PublicValueSource, ["value"] = drawing.PublicValue },
            ["operatorCouldHaveKnown"] = drawing.PublicValue is null,
            ["seed"] = drawing.Seed,
            ["winners"] = drawing.Winners,
            ["drawn"] = new JsonArray([.. Drawn.Select(Json)]),
            ["record"] = new JsonArray([.. Record.Select(Json)]),
        };
        var seals = new JsonObject();
        using (var written = JsonDocument.Parse(certificate.ToJsonString(Indented)))
        {
            foreach (var property in written.RootElement.EnumerateObject()) seals[property.Name] = Seal(property);
        }
        certificate[Seals] = seals;
        return certificate.ToJsonString(Indented) + "\n";
    }

    /// <summary>
    /// SHA-256 of the name, LF and the plain text of the value, its first 16 hexadecimal digits: tells which field was changed, also
    /// where the draw does not depend on it. Whoever forges a certificate can forge its seals; those who look for an accident are helped.
    /// </summary>
    internal static string Seal(JsonProperty property)
    {
        var text = new StringBuilder(property.Name).Append('\n');
        Plain(property.Value, text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>A word of an enum as the certificate has it: <c>OutsideTheCountries</c> is <c>outsideTheCountries</c>.</summary>
    internal static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static void Plain(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    text.Append(property.Name).Append('=');
                    Plain(property.Value, text);
                    text.Append('\n');
                }
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                {
                    Plain(element, text);
                    text.Append('\n');
                }
                break;
            case JsonValueKind.String:
                text.Append(value.GetString());
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static JsonObject Json(CertifiedRank rank) => new()
    {
        ["rank"] = rank.Rank,
        ["entry"] = rank.Entry,
        ["outcome"] = Word(rank.Outcome),
    };

    private static JsonObject Json(CertifiedDecision decision) => new()
    {
        ["rank"] = decision.Rank,
        ["entry"] = decision.Entry,
        ["act"] = Word(decision.Act),
        ["category"] = decision.Category is { } category ? Word(category) : null,
        ["afterFinal"] = decision.AfterFinal,
        ["at"] = Time(decision.At),
    };

    /// <summary>UTC to the millisecond (ISO 8601).</summary>
    private static string? Time(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
