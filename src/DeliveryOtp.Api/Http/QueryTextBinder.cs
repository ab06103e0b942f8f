using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Http;

/// <summary>A text in a query is spelled as one in a body: whoever looks for <c>"A-1 "</c> finds what was stored as <c>A-1</c>.</summary>
internal sealed class QueryTextBinder : IModelBinder, IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(string) && context.BindingInfo.BindingSource == BindingSource.Query ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        if (bindingContext.ValueProvider.GetValue(bindingContext.ModelName).FirstValue is { } text)
            bindingContext.Result = ModelBindingResult.Success(RequestText.Normalize(text));
        return Task.CompletedTask;
    }
}
