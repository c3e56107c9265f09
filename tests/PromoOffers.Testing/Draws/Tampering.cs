using System.Text.Json;
using System.Text.Json.Nodes;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Testing.Draws;

/// <param name="What">Was done to it.</param>
public sealed record Tampered(string What, string Certificate, string List);

/// <summary>Everything that can be done to a certificate and its list, one thing at a time.</summary>
public static class Tampering
{
    private static readonly Func<JsonNode?>[] OtherKinds =
        [() => null, () => "1", () => -1, () => 1.5, () => 9007199254740992, () => true, () => new JsonObject(), () => new JsonArray()];

    public static IEnumerable<Tampered> With(SampleDraw draw) => [.. WithCertificate(draw), .. WithList(draw)];

    /// <summary>Where the texts, numbers and truths of a certificate stand.</summary>
    public static IReadOnlyList<string> Paths(string certificate) => [.. Leaves(JsonNode.Parse(certificate)!).Select(n => n.GetPath()[2..])];

    /// <summary>The certificate with one leaf changed to another of its kind.</summary>
    public static string Changed(string certificate, string path, JsonNode? to = null, bool sealedAnew = false)
    {
        var changed = JsonNode.Parse(certificate)!;
        var leaf = Leaves(changed).Single(n => n.GetPath()[2..] == path);
        leaf.ReplaceWith(to ?? Other(leaf));
        return sealedAnew ? Sealed(changed) : changed.ToJsonString();
    }

    private static IEnumerable<Tampered> WithCertificate(SampleDraw draw)
    {
        foreach (var path in Paths(draw.Certificate))
        {
            yield return new($"{path} is changed", Changed(draw.Certificate, path), draw.List);
            if (path.StartsWith("seals.", StringComparison.Ordinal)) continue;
            yield return new($"{path} is changed, sealed anew", Changed(draw.Certificate, path, sealedAnew: true), draw.List);
            foreach (var kind in OtherKinds) yield return new($"{path} is of another kind", OfKind(draw.Certificate, path, kind()), draw.List);
        }
        foreach (var name in JsonNode.Parse(draw.Certificate)!.AsObject().Select(p => p.Key).ToList())
        {
            var without = JsonNode.Parse(draw.Certificate)!.AsObject();
            without.Remove(name);
            yield return new($"{name} is missing", without.ToJsonString(), draw.List);
            if (name == DrawCertificate.Seals) continue;
            yield return new($"{name} is missing, sealed anew", Sealed(without), draw.List);
            foreach (var kind in OtherKinds)
            {
                var other = JsonNode.Parse(draw.Certificate)!.AsObject();
                other[name] = kind();
                yield return new($"{name} is of another kind", Sealed(other), draw.List);
            }
        }
        foreach (var text in (string[])["", "{", "null", "[]", "\"\"", "1", "{\"seals\":{\"offer\":null}}", "{\"offer\":\"\\ud800\",\"seals\":{}}"])
            yield return new($"is {text}", text, draw.List);
    }

    private static IEnumerable<Tampered> WithList(SampleDraw draw)
    {
        var lines = draw.List.Split('\n')[..^1];
        for (var i = 0; i < lines.Length; i++)
        {
            var (before, line, after) = (lines[..i], lines[i], lines[(i + 1)..]);
            yield return List($"line {i + 1} weighs otherwise", [.. before, line[..^1] + (line[^1] == '9' ? '8' : '9'), .. after]);
            yield return List($"line {i + 1} has another id", [.. before, line[..21] + (line[21] == '8' ? '9' : '8') + line[22..], .. after]);
            yield return List($"line {i + 1} is missing", [.. before, .. after]);
            yield return List($"line {i + 1} is there twice", [.. before, line, line, .. after]);
            yield return List($"line {i + 1} ends with a space", [.. before, line + " ", .. after]);
            yield return List($"line {i + 1} is empty", [.. before, "", .. after]);
            yield return List($"line {i + 1} has CR", [.. before, line + "\r", .. after]);
            if (i > 0) yield return List($"line {i + 1} and the one before are exchanged", [.. lines[..(i - 1)], line, lines[i - 1], .. after]);
        }
        yield return new("the last LF is missing", draw.Certificate, draw.List[..^1]);
        yield return new("the list is empty", draw.Certificate, "");
        yield return new("two lines are missing", draw.Certificate, string.Concat(lines.Skip(2).Select(l => l + "\n")));
        yield return new("a byte-order mark begins the list", draw.Certificate, "\u00EF\u00BB\u00BF" + draw.List);
        yield return new("the list is UTF-16", draw.Certificate, "\u00FF\u00FE" + string.Concat(draw.List.Select(c => $"{c}\0")));

        Tampered List(string what, IEnumerable<string> changed) => new(what, draw.Certificate, string.Concat(changed.Select(l => l + "\n")));
    }

    private static string OfKind(string certificate, string path, JsonNode? kind)
    {
        var changed = JsonNode.Parse(certificate)!;
        var leaf = Leaves(changed).Single(n => n.GetPath()[2..] == path);
        if (leaf.Parent is JsonArray array) array[leaf.GetElementIndex()] = kind;
        else leaf.Parent!.AsObject()[leaf.GetPropertyName()] = kind;
        return Sealed(changed);
    }

    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is not null).SelectMany(p => Leaves(p.Value!)),
        JsonArray a => a.Where(e => e is not null).SelectMany(e => Leaves(e!)),
        var leaf => [leaf],
    };

    private static JsonValue Other(JsonNode leaf) => leaf.GetValueKind() switch
    {
        JsonValueKind.String when leaf.GetValue<string>() is var text => JsonValue.Create(text[..^1] + (text[^1] == '1' ? '2' : '1')),
        JsonValueKind.Number => JsonValue.Create(leaf.GetValue<long>() + 1),
        JsonValueKind.True => JsonValue.Create(false),
        _ => JsonValue.Create(true),
    };

    /// <summary>With the seals that fit what it says now.</summary>
    private static string Sealed(JsonNode certificate)
    {
        var fields = certificate.AsObject();
        fields.Remove(DrawCertificate.Seals);
        using var written = JsonDocument.Parse(fields.ToJsonString());
        fields[DrawCertificate.Seals] = new JsonObject([.. written.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, (JsonNode?)DrawCertificate.Seal(p)))]);
        return fields.ToJsonString();
    }
}
