using Microsoft.Data.Sqlite;
using PromoOffers.Web.Startup;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PromoOffers.Web.Tests.Startup;

public sealed class DiscreetFormatterTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_database_says_of_a_doubled_value_is_not_repeated(bool readable)
    {
        var line = Format(readable, new InvalidOperationException("It could not be saved.", new SqliteException("The duplicate key value is (SECRET).", 19, 2067)));
        Assert.DoesNotContain("SECRET", line, StringComparison.Ordinal);
        Assert.Contains("It could not be saved.", line, StringComparison.Ordinal);
        Assert.Contains("2067", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_address_is_never_told(bool readable)
    {
        var line = Format(readable, new InvalidOperationException("550 <ann@example.com>: no such user"));
        Assert.DoesNotContain("ann@", line, StringComparison.Ordinal);
        Assert.Contains("550", line, StringComparison.Ordinal);
    }

    private static string Format(bool readable, Exception thrown)
    {
        var sink = new Kept();
        using (var log = new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger()) log.Error(thrown, "Delivery {Id} failed.", 7);
        using var text = new StringWriter();
        new DiscreetFormatter(readable).Format(sink.Event!, text);
        return text.ToString();
    }

    private sealed class Kept : ILogEventSink
    {
        public LogEvent? Event { get; private set; }

        public void Emit(LogEvent logEvent) => Event = logEvent;
    }
}
