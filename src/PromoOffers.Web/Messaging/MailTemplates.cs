using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;

namespace PromoOffers.Web.Messaging;

/// <summary>
/// Reads the Liquid of mails: conditions and values, with filters that change a value. A mail has no lists, so what runs through one
/// or builds up text is left out: a template of a hundred characters could otherwise take all memory of the server, or all its time.
/// </summary>
internal static partial class MailTemplates
{
    private const int MostTags = 500;
    private const int LongestTag = 300;
    private const int DeepestCondition = 20;

    private static readonly HashSet<string> Tags = ["if", "unless", "case", "comment", "raw"];
    private static readonly HashSet<string> Conditions = ["if", "unless", "case"];

    private static readonly HashSet<string> Filters =
    [
        "append", "capitalize", "default", "divided_by", "downcase", "escape", "escape_once", "lstrip", "minus", "newline_to_br", "plus", "prepend",
        "remove", "remove_first", "round", "rstrip", "size", "strip", "strip_html", "strip_newlines", "times", "truncate", "truncatewords", "upcase",
        "url_encode",
    ];

    private static readonly FluidParser Parser = NewParser();

    /// <param name="error">What is wrong and where; null: nothing.</param>
    /// <returns>Null: it cannot be read, or has what a mail does without.</returns>
    public static IFluidTemplate? Read(string source, out string? error)
    {
        if ((error = Excess(source)) is not null) return null;
        if (!Parser.TryParse(source, out var template, out error)) return null;
        var left = new LeftOut();
        left.VisitTemplate(template);
        return (error = left.Found) is null ? template : null;
    }

    /// <summary>Asked before the parser reads, which goes as deep as the template does.</summary>
    private static string? Excess(string source)
    {
        var (tags, depth) = (0, 0);
        foreach (var tag in Tag().EnumerateMatches(source))
        {
            if (tag.Length > LongestTag) return $"A tag has more than {LongestTag} characters: {source.AsSpan(tag.Index, 20)}…";
            if (++tags > MostTags) return $"There are more than {MostTags} tags.";
            var word = Word().Match(source, tag.Index, tag.Length).Groups[1].Value;
            if (Conditions.Contains(word) && ++depth > DeepestCondition) return $"Conditions stand more than {DeepestCondition} deep in one another.";
            if (word.StartsWith("end", StringComparison.Ordinal) && Conditions.Contains(word[3..])) depth--;
        }
        return null;
    }

    private static FluidParser NewParser()
    {
        var parser = new FluidParser();
        foreach (var tag in parser.RegisteredTags.Keys.Except(Tags).ToList()) parser.RegisteredTags.Remove(tag);
        return parser;
    }

    /// <summary>To its end, or to that of the template where it has none.</summary>
    [GeneratedRegex(@"\{\{[\s\S]*?(?:\}\}|\z)|\{%[\s\S]*?(?:%\}|\z)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\G\{%-?\s*(\w+)")]
    private static partial Regex Word();

    private sealed class LeftOut : AstVisitor
    {
        public string? Found { get; private set; }

        protected override Expression VisitFilterExpression(FilterExpression filterExpression)
        {
            if (!Filters.Contains(filterExpression.Name)) Found ??= $"Unknown filter '{filterExpression.Name}'.";
            return base.VisitFilterExpression(filterExpression);
        }

        protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
        {
            Found ??= "A mail has no ranges.";
            return rangeExpression;
        }
    }
}
