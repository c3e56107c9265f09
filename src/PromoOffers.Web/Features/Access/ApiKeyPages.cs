using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

public sealed record ApiKeysPage(IReadOnlyList<ApiKey> Keys, string Zone, DateTime Now)
{
    /// <summary>As its chip knows it.</summary>
    public string State(ApiKey key) => key.HoldsAt(Now) ? "Active" : "Deactivated";
}

/// <param name="Grantable">The scopes that this person may give; the others are not offered.</param>
public sealed record NewApiKeyPage(ApiKeyForm Form, IReadOnlyList<ApiScope> Grantable);

/// <param name="Secret">The whole key, shown this once.</param>
public sealed record ApiSecretPage(string Name, string Secret);

public sealed class ApiKeyForm
{
    [Required, StringLength(ApiKey.MaxNameLength)]
    public string? Name { get; set; }
    public HashSet<ApiScope> Scopes { get; set; } = [];

    /// <summary>Last day on which it works; empty: it works until somebody revokes it.</summary>
    public string? LastDay { get; set; }

    /// <summary>First instant at which it is refused; null: never.</summary>
    internal DateTime? Expiry(string zone, DateTime now, ModelStateDictionary problems, Texts texts)
    {
        if (string.IsNullOrWhiteSpace(LastDay)) return null;
        if (DateOnly.TryParseExact(LastDay, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            var expiry = ZoneTime.ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById(zone));
            if (expiry > now) return expiry;
        }
        problems.AddModelError($"{nameof(NewApiKeyPage.Form)}.{nameof(LastDay)}", texts["Access.KeyDayPast"]);
        return null;
    }
}
