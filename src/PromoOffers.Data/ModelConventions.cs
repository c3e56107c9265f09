using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PromoOffers.Data;

/// <summary>How the model's types are stored, on every database alike.</summary>
internal static class ModelConventions
{
    private const int LongestWordOfAnEnum = 32;

    /// <summary>
    /// Code-point order, so that tokens keep their case and a prefix is a range, as SQLite does by itself.
    /// </summary>
    private const string SqlServerCollation = "Latin1_General_100_BIN2";

    public static void Apply(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcMilliseconds>().HavePrecision(3);
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(LongestWordOfAnEnum);
        conventions.Properties<IReadOnlyDictionary<string, string>>().HaveConversion<Json<IReadOnlyDictionary<string, string>>, ByReference>();
        conventions.Properties<Domain.Offers.OfferTerms>().HaveConversion<JsonOfTerms>();
    }

    /// <summary>Strings compare by code point on SQL Server too.</summary>
    public static void Collate(ModelBuilder model, string? provider)
    {
        if (provider?.EndsWith(".SqlServer", StringComparison.Ordinal) != true) return;
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            if ((property.GetProviderClrType() ?? property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string))
                property.SetCollation(SqlServerCollation);
        }
    }

    public static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>UTC to the millisecond: no database keeps more than another, so a time read back is the time written.</summary>
    private sealed class UtcMilliseconds() : ValueConverter<DateTime, DateTime>(
        time => new DateTime(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc),
        time => DateTime.SpecifyKind(time, DateTimeKind.Utc));

    /// <summary>What is stored as JSON is replaced as a whole, never changed in place.</summary>
    private sealed class ByReference() : Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<IReadOnlyDictionary<string, string>>(
        (a, b) => ReferenceEquals(a, b), value => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value));

    /// <summary>
    /// Terms hold the texts of whole e-mails, never change, and are read with every step of a participant: the same text is the same
    /// terms, read once.
    /// </summary>
    private sealed class JsonOfTerms() : ValueConverter<Domain.Offers.OfferTerms, string>(
        value => JsonSerializer.Serialize(value, JsonOptions),
        json => Read(json))
    {
        private const int Most = 200;

        private static readonly ConcurrentDictionary<string, Domain.Offers.OfferTerms> Known = new();

        private static Domain.Offers.OfferTerms Read(string json)
        {
            if (Known.TryGetValue(json, out var terms)) return terms;
            if (Known.Count >= Most) Known.Clear();
            return Known[json] = JsonSerializer.Deserialize<Domain.Offers.OfferTerms>(json, JsonOptions)!;
        }
    }

    internal sealed class Json<T>() : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, JsonOptions),
        json => JsonSerializer.Deserialize<T>(json, JsonOptions)!);
}
