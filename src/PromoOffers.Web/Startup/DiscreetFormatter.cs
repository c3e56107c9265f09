using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace PromoOffers.Web.Startup;

/// <summary>
/// Log lines for a person in Development, JSON elsewhere. Exceptions are told by type, place and message, but those of databases
/// without their message, which may repeat a value, and none with an e-mail address in it.
/// </summary>
internal sealed partial class DiscreetFormatter(bool readable) : ITextFormatter
{
    private readonly ITextFormatter lines = readable
        ? new MessageTemplateTextFormatter("{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture)
        : new RenderedCompactJsonFormatter();

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        Line(logEvent, line);
        output.Write(WithoutAddresses(line.ToString()));
    }

    /// <summary>Many lines at once, which is faster.</summary>
    public string Format(IEnumerable<LogEvent> logEvents)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var logEvent in logEvents) Line(logEvent, text);
        return WithoutAddresses(text.ToString());
    }

    private void Line(LogEvent logEvent, StringWriter line)
    {
        var told = logEvent.Exception is null
            ? logEvent
            : new LogEvent(logEvent.Timestamp, logEvent.Level, new Told(Tell(logEvent.Exception)), logEvent.MessageTemplate,
                logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value)),
                logEvent.TraceId ?? default, logEvent.SpanId ?? default);
        lines.Format(told, line);
    }

    private static string WithoutAddresses(string text) => Address().Replace(text, "…@…");

    private static string Tell(Exception exception)
    {
        var text = new StringBuilder();
        for (var next = exception; next is not null; next = next.InnerException)
        {
            text.Append(next == exception ? "" : " ---> ").Append(next.GetType().FullName).Append(": ")
                .AppendLine(next is DbException failed ? $"error {Number(failed)}" : next.Message)
                .AppendLine(next.StackTrace);
        }
        return text.ToString();
    }

    /// <summary>The server's own number, where its exception has one; every provider of ours names it so.</summary>
    private static object? Number(DbException failed) =>
        failed.GetType().GetProperty("Number")?.GetValue(failed) ?? failed.GetType().GetProperty("SqliteExtendedErrorCode")?.GetValue(failed) ?? failed.ErrorCode;

    [GeneratedRegex("""[^\s@<>"'(),:;]+@[^\s@<>"'(),:;]+\.[^\s@<>"'(),:;]+""")]
    private static partial Regex Address();

    private sealed class Told(string text) : Exception
    {
        public override string ToString() => text;
    }
}
