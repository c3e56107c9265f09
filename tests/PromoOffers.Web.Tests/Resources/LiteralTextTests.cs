using System.Net;
using System.Reflection;
using System.Reflection.Emit;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Razor;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Tests.Resources;

/// <summary>No view says anything by itself. Read from the compiled views: what they write is what the source says, without its code.</summary>
public sealed partial class LiteralTextTests
{
    private static readonly Dictionary<ushort, OpCode> OpCodes = typeof(System.Reflection.Emit.OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => (ushort)c.Value);

    [Fact]
    public void No_view_holds_literal_text()
    {
        var views = typeof(Texts).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RazorPageBase))).ToList();
        Assert.NotEmpty(views);
        Assert.Empty(views.SelectMany(v => Words(Markup(v)).Select(w => $"{v.Name}: {w}")));
    }

    [Fact]
    public void No_tag_helper_is_given_literal_text() =>
        Assert.Empty(Sources.Files(".cshtml").SelectMany(f =>
            SpokenAttribute().Matches(File.ReadAllText(f)).Select(m => $"{Path.GetFileName(f)}: {m.Value}")));

    private static IEnumerable<string> Words(string html)
    {
        var spoken = SpokenAttribute().Matches(html).Select(m => m.Value);
        var text = Tag().Replace(Comment().Replace(html, " "), " ");
        return spoken.Concat(Word().Matches(WebUtility.HtmlDecode(text)).Select(m => m.Value));
    }

    /// <summary>All that a view writes as it stands, in order, with * in the place of each value.</summary>
    private static string Markup(Type view)
    {
        var html = new StringBuilder();
        // A lambda or an async method of the view is a method of a type nested in it.
        foreach (var method in Nested(view).SelectMany(t => t.GetMethods(Everything)))
            Read(method, html);
        return html.ToString();
    }

    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Nested(Type type) => [type, .. type.GetNestedTypes(Everything).SelectMany(Nested)];

    private static void Read(MethodInfo method, StringBuilder html)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        string? last = null;
        for (var i = 0; i < code.Length;)
        {
            var op = Op(code, ref i);
            if (op.OperandType == OperandType.InlineMethod)
                Write(method.Module.ResolveMethod(BitConverter.ToInt32(code, i), Arguments(method.DeclaringType), null)!.Name, last, html);
            last = op == System.Reflection.Emit.OpCodes.Ldstr ? method.Module.ResolveString(BitConverter.ToInt32(code, i)) : null;
            i += Size(op, code, i);
        }
    }

    private static void Write(string called, string? last, StringBuilder html)
    {
        if (called == "WriteLiteral") html.Append(last);
        else if (called is "Write" or "WriteAttributeValue") html.Append('*');
    }

    private static Type[]? Arguments(Type? type) => type is { IsGenericType: true } ? type.GetGenericArguments() : null;

    private static OpCode Op(byte[] code, ref int i)
    {
        ushort value = code[i++];
        if (value == 0xFE) value = (ushort)(0xFE00 | code[i++]);
        return OpCodes[value];
    }

    private static int Size(OpCode op, byte[] code, int at) => op.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    [GeneratedRegex(@"\b(?:aria-label|title|placeholder|alt|label|hint|caption|copied|data-copied)=""\s*\p{L}[^""]*""")]
    private static partial Regex SpokenAttribute();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"</?[a-zA-Z!][^>]*>|<[a-zA-Z][^>]*$|^[^<]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\p{L}{2,}[^<*]*")]
    private static partial Regex Word();
}
