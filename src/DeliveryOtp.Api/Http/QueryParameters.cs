using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Refuses what the binder would pass over in silence: a parameter that the endpoint does not know, an empty value, a
/// second value where one counts. Each of them would return more than was asked for. A NUL, which .NET's number parsers
/// overlook at the end of a text and PostgreSQL can't store, is refused with them.
/// </summary>
internal sealed class QueryParameterFilter : IActionFilter
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, bool>> Repeatable = new();

    public void OnActionExecuting(ActionExecutingContext context)
    {
        var query = context.ActionDescriptor.Parameters
            .FirstOrDefault(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Query);
        if (query is null)
            return;

        var known = Repeatable.GetOrAdd(query.ParameterType, NamesOf);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            if (!known.TryGetValue(name, out var repeatable))
                errors[name] = [$"is not a parameter of this endpoint, which knows {string.Join(", ", known.Keys)}"];
            else if (values.Count > 1 && !repeatable)
                errors[name] = ["may be given once"];
            else if (values.Any(string.IsNullOrWhiteSpace))
                errors[name] = ["must not be empty: leave the parameter out"];
            else if (FirstInvisible(values) is { } invisible)
                errors[name] = [$"must not contain {invisible}, which nobody can see"];
        }

        if (errors.Count > 0)
            context.Result = InvalidRequest.Of(errors);
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
        // Nothing is left to do.
    }

    /// <summary>But at the edges, which are cut off.</summary>
    private static string? FirstInvisible(IEnumerable<string?> values) =>
        values.Select(value => RequestText.FindInvisible(value!.Trim())).FirstOrDefault(found => found is not null);

    private static Dictionary<string, bool> NamesOf(Type record) => record.GetProperties()
        .Select(property => (property.GetCustomAttribute<FromQueryAttribute>()?.Name, property.PropertyType.IsArray))
        .Where(parameter => parameter.Name is not null)
        .ToDictionary(parameter => parameter.Name!, parameter => parameter.IsArray, StringComparer.OrdinalIgnoreCase);
}
