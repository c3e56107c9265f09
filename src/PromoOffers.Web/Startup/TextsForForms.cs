using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Startup;

/// <summary>
/// What a form says of a wrong value comes from the texts as well: an attribute's ErrorMessage is a key,
/// and one that names none has the text of Shared.resx for its kind.
/// </summary>
internal sealed class TextsForForms(Texts texts) : IPostConfigureOptions<MvcOptions>, IConfigureOptions<MvcDataAnnotationsLocalizationOptions>
{
    /// <remarks>Afterwards: MVC's own providers, which find the attributes, have to come first.</remarks>
    public void PostConfigure(string? name, MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new DefaultMessages(texts));
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => texts["Shared.ErrorNotUnderstood", value]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => texts["Shared.ErrorNotUnderstood", value]);
        messages.SetValueIsInvalidAccessor(value => texts["Shared.ErrorNotUnderstood", value]);
        messages.SetUnknownValueIsInvalidAccessor(_ => texts["Shared.ErrorValue"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["Shared.ErrorValue"]);
        messages.SetValueMustBeANumberAccessor(_ => texts["Shared.ErrorNumber"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["Shared.ErrorNumber"]);
        messages.SetValueMustNotBeNullAccessor(_ => texts["Shared.ErrorRequired"]);
        messages.SetMissingBindRequiredValueAccessor(_ => texts["Shared.ErrorRequired"]);
        messages.SetMissingKeyOrValueAccessor(() => texts["Shared.ErrorRequired"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => texts["Shared.ErrorRequired"]);
    }

    public void Configure(MvcDataAnnotationsLocalizationOptions options) =>
        options.DataAnnotationLocalizerProvider = (_, _) => new Localizer(texts);

    private sealed class DefaultMessages(Texts texts) : IValidationMetadataProvider
    {
        public void CreateValidationMetadata(ValidationMetadataProviderContext context)
        {
            foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
            {
                // Some attributes carry an English sentence of their own for a default.
                if (!texts.Has(attribute.ErrorMessage ?? "") && KeyFor(attribute) is { } key)
                    attribute.ErrorMessage = key;
            }
        }

        private static string? KeyFor(ValidationAttribute attribute) => attribute switch
        {
            RequiredAttribute => "Shared.ErrorRequired",
            EmailAddressAttribute => "Shared.ErrorEmail",
            UrlAttribute => "Shared.ErrorUrl",
            StringLengthAttribute { MinimumLength: > 0 } => "Shared.ErrorLength",
            StringLengthAttribute or MaxLengthAttribute => "Shared.ErrorTooLong",
            MinLengthAttribute => "Shared.ErrorTooShort",
            RangeAttribute => "Shared.ErrorRange",
            CompareAttribute => "Shared.ErrorNotTheSame",
            _ => null,
        };
    }

    private sealed class Localizer(Texts texts) : IStringLocalizer
    {
        public LocalizedString this[string name] => Text(name, texts.Has(name) ? texts[name] : null);

        public LocalizedString this[string name, params object[] arguments] =>
            Text(name, texts.Has(name) ? texts[name, arguments] : null);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];

        private static LocalizedString Text(string name, string? text) => new(name, text ?? name, resourceNotFound: text is null);
    }
}
