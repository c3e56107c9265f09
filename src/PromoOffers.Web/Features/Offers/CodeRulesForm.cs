using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Offers;

/// <summary>What has to hold for a code at checkout, as it is typed; its last day is the prize's.</summary>
public sealed class CodeRulesForm
{
    public string? FirstDay { get; set; }
    public int? DaysAfterSending { get; set; }

    /// <summary>As it is typed: an amount may have a comma.</summary>
    public string? MinimumAmount { get; set; }
    public string? MinimumCurrency { get; set; }
    public bool OnlyByHolder { get; set; }

    public static CodeRulesForm Of(CodeRules rules) => new()
    {
        FirstDay = rules.FirstDay?.ToString("O", CultureInfo.InvariantCulture),
        DaysAfterSending = rules.DaysAfterSending,
        MinimumAmount = rules.MinimumAmount is { } minor ? Currency.ToMajor(minor, rules.Currency).ToString("0.###", CultureInfo.CurrentCulture) : null,
        MinimumCurrency = rules.Currency,
        OnlyByHolder = rules.OnlyByHolder,
    };

    /// <summary>What cannot be read stays as it was, and is said in <paramref name="problems"/>.</summary>
    public CodeRules Rules(CodeRules before, ModelStateDictionary problems, Texts texts)
    {
        var hasMinimum = !string.IsNullOrWhiteSpace(MinimumAmount);
        var currency = hasMinimum ? MinimumCurrency?.Trim().ToUpperInvariant() : null;
        return new()
        {
            FirstDay = Day(before.FirstDay, problems, texts),
            DaysAfterSending = DaysAfterSending,
            MinimumAmount = hasMinimum ? Minimum(before.MinimumAmount, currency, problems, texts) : null,
            Currency = currency,
            OnlyByHolder = OnlyByHolder,
        };
    }

    private DateOnly? Day(DateOnly? before, ModelStateDictionary problems, Texts texts)
    {
        if (string.IsNullOrWhiteSpace(FirstDay)) return null;
        if (DateOnly.TryParseExact(FirstDay, "O", out var day)) return day;
        problems.AddModelError(Name(nameof(FirstDay)), texts["Shared.ErrorValue"]);
        return before;
    }

    private long? Minimum(long? before, string? currency, ModelStateDictionary problems, Texts texts)
    {
        if (decimal.TryParse(MinimumAmount!.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var typed)
            && Currency.ToMinor(typed, currency) is { } minor) return minor;
        problems.AddModelError(Name(nameof(MinimumAmount)), texts["Shared.ErrorNumber"]);
        return before;
    }

    private static string Name(string field) => $"{DraftForm.Prefix}.{nameof(DraftForm.Code)}.{field}";
}
