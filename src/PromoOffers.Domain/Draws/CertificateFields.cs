using System.Text.Json;

namespace PromoOffers.Domain.Draws;

/// <summary>The fields of a certificate on which its verification depends, read with distrust.</summary>
internal sealed class CertificateFields
{
    private readonly List<string> bad = [];

    public CertificateFields(JsonElement certificate)
    {
        if (Text(certificate, "format", "format") != DrawCertificate.Format) bad.Add("format");
        if (Number(certificate, "version", "version") != DrawCertificate.Version) bad.Add("version");
        Commitment = Hex(certificate, "commitment", "commitment");
        Seed = Convert.FromHexString(Hex(certificate, "seed", "seed"));
        Winners = (int)Math.Min(Number(certificate, "winners", "winners"), int.MaxValue);
        var list = Property(certificate, "list", "list", JsonValueKind.Object);
        (ListDigest, Locator) = (Hex(list, "sha256", "list.sha256"), Text(list, "locator", "list.locator"));
        (Entries, Weight) = ((int)Math.Min(Number(list, "entries", "list.entries"), int.MaxValue), Number(list, "weight", "list.weight"));
        PublicValue = ReadPublicValue(certificate);
        Drawn = [.. Elements(certificate, "drawn").Select((rank, index) => ReadRank(rank, index + 1))];
        var record = Elements(certificate, "record");
        Record = bad.Contains("drawn") ? [] : [.. record.Select(ReadDecision)];
    }

    /// <summary>By their paths; whatever stands within <c>drawn</c> or <c>record</c> is told by that name.</summary>
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
        var value = Property(certificate, "publicValue", "publicValue", JsonValueKind.Object, JsonValueKind.Null);
        var isThere = value.ValueKind == JsonValueKind.Object;
        var known = Property(certificate, "operatorCouldHaveKnown", "operatorCouldHaveKnown", JsonValueKind.True, JsonValueKind.False);
        if (known.ValueKind == (isThere ? JsonValueKind.True : JsonValueKind.False)) bad.Add("operatorCouldHaveKnown");
        return isThere ? Text(value, "value", "publicValue.value") : null;
    }

    private (int Rank, string Entry, string Outcome) ReadRank(JsonElement rank, int place)
    {
        if (Number(rank, "rank", "drawn") != place) bad.Add("drawn");
        return (place, Text(rank, "entry", "drawn"), Text(rank, "outcome", "drawn"));
    }

    private Decision ReadDecision(JsonElement decision)
    {
        var number = Number(decision, "rank", "record");
        var rank = (int)Math.Clamp(number, 1, Math.Max(Drawn.Count, 1));
        if (Drawn.Count == 0 || rank != number || Drawn[rank - 1].Entry != Text(decision, "entry", "record")) bad.Add("record");
        var act = Text(decision, "act", "record");
        if (act != DrawCertificate.Word(RecordAct.Disqualified) && act != DrawCertificate.Word(RecordAct.Reinstated)) bad.Add("record");
        var after = Property(decision, "afterFinal", "record", JsonValueKind.True, JsonValueKind.False).ValueKind == JsonValueKind.True;
        return new Decision(rank, act == DrawCertificate.Word(RecordAct.Disqualified) ? RecordAct.Disqualified : RecordAct.Reinstated, after);
    }

    private JsonElement.ArrayEnumerator Elements(JsonElement certificate, string name) =>
        Property(certificate, name, name, JsonValueKind.Array) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    private string Text(JsonElement parent, string name, string path) =>
        Property(parent, name, path, JsonValueKind.String) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private string Hex(JsonElement parent, string name, string path)
    {
        var text = Text(parent, name, path);
        if (text.Length == Drawing.HexLength && text.All(char.IsAsciiHexDigitLower)) return text;
        bad.Add(path);
        return new string('0', Drawing.HexLength);
    }

    /// <summary>A whole number that JavaScript has exactly, too.</summary>
    private long Number(JsonElement parent, string name, string path)
    {
        if (Property(parent, name, path, JsonValueKind.Number) is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt64(out var value) && value is >= 0 and <= EntryListWriter.MaxTotalWeight) return value;
        bad.Add(path);
        return 0;
    }

    private JsonElement Property(JsonElement parent, string name, string path, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var found) && kinds.Contains(found.ValueKind)) return found;
        bad.Add(path);
        return default;
    }
}
