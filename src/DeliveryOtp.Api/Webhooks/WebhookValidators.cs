using DeliveryOtp.Api.Http;
using FluentValidation;

namespace DeliveryOtp.Api.Webhooks;

internal sealed class CreateWebhookEndpointValidator : AbstractValidator<CreateWebhookEndpointRequest>
{
    private const int LongestUrl = 2048;

    public CreateWebhookEndpointValidator(TargetGuard guard)
    {
        RuleFor(request => request.Url).RequiredText(LongestUrl);
        RuleFor(request => request.Url)
            .Must(url => url is null || IsPlainUrl(url))
            .WithMessage("must be a URL such as https://shop.example.com/hooks, without credentials or fragment")
            .DependentRules(() => RuleFor(request => request.Url)
                .Must(url => url is null || guard.Allows(new Uri(url)))
                .WithMessage("must use https, and its host must be on the public internet"));
        RuleFor(request => request.Events)
            .Must(events => events is null or { Count: > 0 })
            .WithMessage("must name one type or more; omit it for all of them");
        RuleForEach(request => request.Events)
            .Must(type => WebhookEventTypes.All.Contains(type, StringComparer.Ordinal))
            .WithMessage($"must be one of {string.Join(", ", WebhookEventTypes.All)}");
    }

    /// <summary>The parser forgives white space and line ends; a header that the URL comes into does not.</summary>
    private static bool IsPlainUrl(string url) => !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)
        && parsed.UserInfo.Length == 0
        && parsed.Fragment.Length == 0
        && parsed.Host.Length > 0;
}
