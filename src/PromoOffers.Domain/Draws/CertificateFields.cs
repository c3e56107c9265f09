using System.Text.Json;

namespace PromoOffers.Domain.Draws;

/// <summary>The fields of a certificate on which its verification depends, read with distrust.</summary>
internal sealed class CertificateFields
{
    private readonly List<string> bad = [];

    public CertificateFields(JsonElement certificate)
    {
        if (Text(certificate, "format") != DrawCertificate.Format) bad.Add("format");
        if (Number(certificate, "version") != DrawCertificate.Version) bad.Add("version");
        Commitment = Hex(certificate, "commitment");
        Seed = Hex(certificate, "seed") is { Length: Drawing.HexLength } seed ? Convert.FromHexString(seed) : [];
        Winners = (int)Math.Min(Number(certificate, "winners"), int.MaxValue);
        var list = Property(certificate, "list", JsonValueKind.Object);
        (ListDigest, Locator) = (Hex(list, "sha256"), Text(list, "locator"));
        (Entries, Weight) = ((int)Math.Min(Number(list, "entries"), int.MaxValue), Number(list, "weight"));
        PublicValue = ReadPublicValue(certificate);
        Drawn = [.. Elements(certificate, "drawn").Select((rank, index) => ReadRank(rank, index + 1))];
        Record = [.. Elements(certificate, "record").Select(ReadDecision)];
    }

    public IReadOnlyList<string> Bad => [.. bad.Distinct()];
    public bool AreGood => bad.Count == 0;
    public string Commitment { get; }
    public byte[] Seed { get; }
    public int Winners { get; }
    public string ListDigest { get; }
    public string Locator { get; }
    public int Entries { get; }
    public long Weight { get; }
    public string? PublicValue { get; }
    public IReadOnlyList<(int Rank, string Entry, string Outcome)> Drawn { get; }
    public IReadOnlyList<Decision> Record { get; }

    /// <summary>Null where there is none; then the certificate says that the operator could have known the result.</summary>
    private string? ReadPublicValue(JsonElement certificate)
    {
        var exists = certificate.ValueKind == JsonValueKind.Object && certificate.TryGetProperty("publicValue", out var found) && found.ValueKind == JsonValueKind.Object;
        var value = exists ? Text(certificate.GetProperty("publicValue"), "value") : null;
        var known = certificate.ValueKind == JsonValueKind.Object && certificate.TryGetProperty("operatorCouldHaveKnown", out var said)
            ? said.ValueKind
            : JsonValueKind.Undefined;
        if (known != (exists ? JsonValueKind.False : JsonValueKind.True)) bad.Add("operatorCouldHaveKnown");
        return value;
    }

    private (int Rank, string Entry, string Outcome) ReadRank(JsonElement rank, int place)
    {
        if (Number(rank, "rank") != place) bad.Add("drawn");
        return (place, Text(rank, "entry"), Text(rank, "outcome"));
    }

    private Decision ReadDecision(JsonElement decision)
    {
        var rank = (int)Math.Clamp(Number(decision, "rank"), 1, Math.Max(Drawn.Count, 1));
        if (Drawn.Count == 0 || rank != Number(decision, "rank") || Drawn[rank - 1].Entry != Text(decision, "entry")) bad.Add("record");
        var act = Text(decision, "act");
        if (act != DrawCertificate.Word(RecordAct.Disqualified) && act != DrawCertificate.Word(RecordAct.Reinstated)) bad.Add("record");
        var after = Property(decision, "afterFinal", JsonValueKind.True, JsonValueKind.False).ValueKind == JsonValueKind.True;
        return new Decision(rank, act == DrawCertificate.Word(RecordAct.Disqualified) ? RecordAct.Disqualified : RecordAct.Reinstated, after);
    }

    private JsonElement.ArrayEnumerator Elements(JsonElement parent, string name) =>
        Property(parent, name, JsonValueKind.Array) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    private string Text(JsonElement parent, string name) =>
        Property(parent, name, JsonValueKind.String) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private string Hex(JsonElement parent, string name)
    {
        var text = Text(parent, name);
        if (text.Length == Drawing.HexLength && text.All(char.IsAsciiHexDigitLower)) return text;
        bad.Add(name);
        return new string('0', Drawing.HexLength);
    }

    private long Number(JsonElement parent, string name)
    {
        if (Property(parent, name, JsonValueKind.Number) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && value >= 0) return value;
        bad.Add(name);
        return 0;
    }

    private JsonElement Property(JsonElement parent, string name, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var found) && kinds.Contains(found.ValueKind)) return found;
        bad.Add(name);
        return default;
    }
}
