using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http;

/// <summary>How JSON is spelled on the wire: snake_case, RFC 3339 in UTC, and nothing that the contract does not name.</summary>
internal static class ApiJson
{
    /// <summary>Lets generated code read and write a feature's busiest types; all others are left to reflection.</summary>
    public static IServiceCollection AddJson(this IServiceCollection services, IJsonTypeInfoResolver generated) =>
        services.Configure<JsonOptions>(json => json.JsonSerializerOptions.TypeInfoResolverChain.Insert(0, generated));

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new EnumNameConverter());
        options.Converters.Add(new RequestTextConverter());
        options.Converters.Add(new TimestampConverter());
        options.Converters.Add(new OptionalConverter<DateTimeOffset>(new TimestampConverter()));
        options.Converters.Add(new OptionalConverter<Guid>(JsonMetadataServices.GuidConverter));
    }
}
