using System.Text.Json.Nodes;
using PromoOffers.Domain.Draws;
using PromoOffers.Testing.Draws;

namespace PromoOffers.Domain.Tests.Draws;

public sealed class VerifyDrawTests
{
    private static readonly SampleDraw Sample = new();

    [Theory]
    [InlineData(7, null)]
    [InlineData(12, "1")]
    [InlineData(2000, "a value with é and €")]
    public void What_was_drawn_verifies(int entrants, string? publicValue)
    {
        var draw = new SampleDraw(entrants, publicValue);
        Assert.Empty(SampleDraw.Verify(draw.Certificate, draw.List));
    }

    /// <summary>Each leaf of the certificate is changed in turn; the seal of the field it stands in tells which.</summary>
    [Fact]
    public void A_change_of_any_field_is_told_by_the_field()
    {
        var paths = Tampering.Paths(Sample.Certificate);
        Assert.True(paths.Count > 60);
        foreach (var path in paths)
        {
            var field = path.Replace("seals.", "", StringComparison.Ordinal).Split('.', '[')[0];
            Assert.Contains(SampleDraw.Verify(Tampering.Changed(Sample.Certificate, path), Sample.List), p => p.Kind == DrawProblemKind.Seal && p.At == field);
        }
    }

    /// <summary>Of a changed list the line is told as well, unless more than one line was.</summary>
    [Fact]
    public void Nothing_that_is_done_to_a_certificate_or_its_list_goes_unnoticed()
    {
        foreach (var (what, certificate, list) in Tampering.With(Sample))
        {
            var problems = SampleDraw.Verify(certificate, list);
            // Who seals anew what the draw does not depend on, a date or the name of a source, has changed a statement, not the draw.
            if (!what.EndsWith("sealed anew", StringComparison.Ordinal) && !what.EndsWith("of another kind", StringComparison.Ordinal)) Assert.True(problems.Count > 0, what);
        }
    }

    [Fact]
    public void A_field_that_is_missing_is_told()
    {
        foreach (var name in JsonNode.Parse(Sample.Certificate)!.AsObject().Select(p => p.Key).ToList())
        {
            var certificate = JsonNode.Parse(Sample.Certificate)!.AsObject();
            certificate.Remove(name);
            Assert.Contains(SampleDraw.Verify(certificate.ToJsonString(), Sample.List), p => p.At == name);
        }
    }

    [Fact]
    public void A_changed_line_of_the_list_is_told_by_its_number()
    {
        var lines = Sample.List.Split('\n')[..^1];
        for (var i = 0; i < lines.Length; i++)
        {
            var changed = lines.ToArray();
            changed[i] = changed[i][..^1] + (changed[i][^1] == '9' ? '8' : '9');
            Assert.Contains(new(DrawProblemKind.ListDigest, $"{i + 1}"), Verify(changed));
            changed[i] = "entry-" + lines[i][6..^4].Replace('0', 'O') + lines[i][^4..];
            Assert.Contains(new(DrawProblemKind.ListDigest, $"{i + 1}"), Verify(changed));
        }
    }

    [Fact]
    public void A_line_that_is_missing_or_too_many_is_told_by_its_place()
    {
        var lines = Sample.List.Split('\n')[..^1].ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var without = lines.ToList();
            without.RemoveAt(i);
            Assert.Contains(new(DrawProblemKind.ListDigest, $"{i + 1}"), Verify(without));
            var more = lines.ToList();
            more.Insert(i, lines[i][..5] + "!" + lines[i][6..]);
            Assert.Contains(new(DrawProblemKind.ListDigest, $"{i + 1}"), Verify(more));
        }
    }

    [Theory]
    [InlineData("entry-00000-_AbCdEfGhI 01")]
    [InlineData("entry-00000-_AbCdEfGhI 0")]
    [InlineData("entry-00000-_AbCdEfGhI -1")]
    [InlineData("entry-00000-_AbCdEfGhI")]
    [InlineData("entry-00000-_AbCdEfGhI 1 ")]
    [InlineData("entry-00000-_AbCdEfGhI 1\r")]
    [InlineData("entry-00000-_AbCdEfGhIJ 1")]
    [InlineData("entry-00000-_AbCdEfGh+ 1")]
    [InlineData("entry-00000-_AbCdEfGhI 9007199254740992")]
    public void A_line_of_another_form_is_told(string line)
    {
        var lines = Sample.List.Split('\n')[..^1];
        lines[0] = line;
        Assert.Contains(new(DrawProblemKind.ListLine, "1"), Verify(lines));
    }

    [Fact]
    public void Lines_out_of_order_are_told()
    {
        var lines = Sample.List.Split('\n')[..^1];
        (lines[3], lines[4]) = (lines[4], lines[3]);
        Assert.Contains(new(DrawProblemKind.ListLine, "5"), Verify(lines));
    }

    [Fact]
    public void A_last_line_without_its_end_is_told() =>
        Assert.Contains(new(DrawProblemKind.ListLine, "12"), SampleDraw.Verify(Sample.Certificate, Sample.List[..^1]));

    /// <summary>A forger who also renews the seals is still found out by the calculation.</summary>
    [Theory]
    [InlineData("seed", DrawProblemKind.Commitment)]
    [InlineData("seed", DrawProblemKind.Order)]
    [InlineData("commitment", DrawProblemKind.Commitment)]
    [InlineData("list.sha256", DrawProblemKind.ListDigest)]
    [InlineData("list.entries", DrawProblemKind.ListEntries)]
    [InlineData("list.weight", DrawProblemKind.ListWeight)]
    [InlineData("publicValue.value", DrawProblemKind.Order)]
    [InlineData("drawn[3].entry", DrawProblemKind.Order)]
    [InlineData("drawn[0].outcome", DrawProblemKind.Outcome)]
    [InlineData("winners", DrawProblemKind.Outcome)]
    [InlineData("record[0].act", DrawProblemKind.Outcome)]
    [InlineData("operatorCouldHaveKnown", DrawProblemKind.Format)]
    public void A_forgery_with_new_seals_is_found_out_by_the_calculation(string path, DrawProblemKind expected)
    {
        JsonValue? to = path switch
        {
            "drawn[0].outcome" => JsonValue.Create("alternate"),
            "record[0].act" => JsonValue.Create("reinstated"),
            _ => null,
        };
        var problems = SampleDraw.Verify(Tampering.Changed(Sample.Certificate, path, to, sealedAnew: true), Sample.List);
        Assert.DoesNotContain(problems, p => p.Kind == DrawProblemKind.Seal);
        Assert.Contains(problems, p => p.Kind == expected);
    }

    [Fact]
    public void What_is_no_certificate_is_told() =>
        Assert.Equal([new(DrawProblemKind.Format, "certificate")], SampleDraw.Verify("{ not json", Sample.List));

    private static IReadOnlyList<DrawProblem> Verify(IEnumerable<string> lines) =>
        SampleDraw.Verify(Sample.Certificate, string.Concat(lines.Select(l => l + "\n")));
}
